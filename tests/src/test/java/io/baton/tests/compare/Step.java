/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

/**
 * One call of an application, to be made in any world.
 *
 * @param text as one would write it in Java
 */
record Step(String text, Action action) {

    /** What the call does; its value is what the application sees. */
    @FunctionalInterface
    interface Action {
        Object in(World world) throws Exception;
    }

    /** What the application sees of it, rendered. */
    String outcomeIn(World world) {
        try {
            return Rendering.of(action.in(world), world);
        } catch (Exception e) {
            return Rendering.ofFailure(e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
