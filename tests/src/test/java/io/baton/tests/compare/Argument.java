/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

/** An argument of a call. Made for each call anew, since streams are consumed and calendars changed. */
record Argument(String text, Source source) {

    /** Where the value comes from. */
    @FunctionalInterface
    interface Source {
        Object in(World world) throws Exception;
    }

    static Argument of(Object value) {
        return new Argument(value instanceof String ? "\"" + value + "\"" : String.valueOf(value), world -> value);
    }
}
