/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.topology.NodeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressMapTest {

    @Test
    void should_translate_what_it_knows_and_leave_the_rest() {
        AddressMap map = AddressMap.parse("10.0.0.1:5432=localhost:15432, [fd00::1]:5432=[::1]:15433");

        assertThat(map.reach(new NodeAddress("10.0.0.1", 5432))).hasToString("localhost:15432");
        assertThat(map.reach(new NodeAddress("fd00::1", 5432))).hasToString("[::1]:15433");
        assertThat(map.reach(new NodeAddress("10.0.0.1", 6000))).hasToString("10.0.0.1:6000");
        assertThat(AddressMap.parse("").reach(new NodeAddress("db", 1))).hasToString("db:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:1", "a:1=b", "a:1=b:x", "a:1=b:2,", "a:1=b:2,a:1=c:3", "a:1=b:2=c:3"})
    void should_refuse_what_is_none(String text) {
        assertThatThrownBy(() -> AddressMap.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
