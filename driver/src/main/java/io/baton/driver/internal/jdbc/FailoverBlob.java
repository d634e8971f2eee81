/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import java.sql.Blob;

/** A large object of the vendor's, whose failures are explained. */
final class FailoverBlob extends ForwardingBlob {

    FailoverBlob(FailoverConnection connection, Blob delegate, Lease lease) {
        super(connection, delegate, lease);
    }
}
