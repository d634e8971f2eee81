/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.CommitToken;
import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.history.PrimaryRun;
import io.baton.topology.history.ServerRun;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The text of a token: the name of its form and then the parts, in an order that the form fixes. */
final class TokenText {

    private static final String BETWEEN = "/";

    private final CommitToken token;
    private final String[] parts;
    private int at;

    /** @throws IllegalArgumentException when the token is not of that form */
    TokenText(CommitToken token, String form, int parts) {
        this.token = token;
        this.parts = token.text().split(BETWEEN, -1);
        if (!isOf(token, form) || this.parts.length != parts + 1) {
            throw malformed(null);
        }
    }

    static boolean isOf(CommitToken token, String form) {
        return token.text().startsWith(form + BETWEEN);
    }

    static CommitToken of(String form, Object... parts) {
        return new CommitToken(
                form + BETWEEN + Arrays.stream(parts).map(TokenText::text).collect(Collectors.joining(BETWEEN)));
    }

    private static String text(Object part) {
        if (part instanceof NodeAddress node) {
            return node.key() + BETWEEN + node.port();
        }
        if (part instanceof PrimaryRun at) {
            return Stream.of(
                            text(at.node()),
                            at.run().started(),
                            at.run().recoveryEnd(),
                            at.epoch().systemIdentifier(),
                            at.epoch().timeline())
                    .map(String::valueOf)
                    .collect(Collectors.joining(BETWEEN));
        }
        return part.toString();
    }

    String next() {
        return parts[++at];
    }

    long nextLong() {
        try {
            return Long.parseLong(next());
        } catch (NumberFormatException e) {
            throw malformed(e);
        }
    }

    int nextInt() {
        return Math.toIntExact(nextLong());
    }

    UUID nextUuid() {
        try {
            return UUID.fromString(next());
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    NodeAddress nextNode() {
        return NodeAddress.ofKey(next(), nextInt());
    }

    PrimaryRun nextRun() {
        return new PrimaryRun(
                nextNode(), new ServerRun(nextLong(), nextLong()), new TimelineEpoch(nextLong(), nextInt()));
    }

    private IllegalArgumentException malformed(@Nullable Exception cause) {
        return new IllegalArgumentException("not a token of a commit: " + token, cause);
    }
}
