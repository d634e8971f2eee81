/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import io.baton.lab.Await;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Found by JUnit itself, for all tests here: who waits for a condition waits as long as the lab does. How soon it comes true is
 * no matter of a test, since that depends on the machine.
 */
public final class PatientWaits implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Await.LIMIT);
    }
}
