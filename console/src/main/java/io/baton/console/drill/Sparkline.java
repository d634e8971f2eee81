/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.util.Collection;

/** Numbers as a row of bars. Pure. */
final class Sparkline {

    private static final String BARS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    private Sparkline() {}

    /** One character per value; blank means exactly 0, a full bar the given maximum or more. */
    static String of(Collection<Long> values, long maximum) {
        StringBuilder bars = new StringBuilder();
        int steps = BARS.length() - 1;
        for (long value : values) {
            long height = maximum <= 0 ? 0 : (value * steps + maximum - 1) / maximum;
            bars.append(BARS.charAt((int) Math.min(steps, height)));
        }
        return bars.toString();
    }
}
