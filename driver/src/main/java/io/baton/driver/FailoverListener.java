/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

/** Is told of {@link FailoverEvent}s: {@link FailoverEvents#add}. Called by Baton's threads, which it must not hold up. */
@FunctionalInterface
public interface FailoverListener {

    void onEvent(FailoverEvent event);
}
