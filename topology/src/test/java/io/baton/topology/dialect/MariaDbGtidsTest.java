/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.topology.Epoch.Order;
import io.baton.topology.GtidEpoch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MariaDbGtidsTest {

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "'0-1-10', '0-1-9', ABOVE, one more",
        "'0-1-10', '0-1-10', EQUAL, the same",
        "'0-1-10', '0-1-9,0-2-10', INCOMPARABLE, promoted before the last one arrived",
        "'0-1-9,0-2-12', '0-1-9', ABOVE, promoted and gone on",
        "'0-1-9', '0-1-10,0-2-12', BELOW, the old primary is back and has nothing of its own",
        "'0-1-9,0-2-12', '0-2-12,0-1-9', EQUAL, in another order",
        "'0-1-9,0-1-12', '0-1-12', EQUAL, the binary log is behind what the replica applied",
        "',0-1-12', '0-1-12', EQUAL, without a binary log",
        "',', ',', EQUAL, nothing was ever written",
        "'0-1-3', ',', ABOVE, the first writes",
        "'0-1-5,1-1-7', '0-1-5,1-1-8', BELOW, two domains",
        "'0-1-5,1-1-7', '0-1-6,1-1-6', INCOMPARABLE, ahead in one domain and behind in the other",
    })
    void should_compare_histories(String one, String other, Order expected, String why) {
        assertThat(new GtidEpoch(MariaDbGtids.parse(one), "1").against(new GtidEpoch(MariaDbGtids.parse(other), "2")))
                .as(why)
                .isEqualTo(expected);
    }
}
