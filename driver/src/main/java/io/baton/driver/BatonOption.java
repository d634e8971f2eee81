/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The options that Baton itself knows, in the URL or in the connection properties. This is their one declaration: parsing,
 * {@link java.sql.DriverPropertyInfo} and the table in the documentation are made from it. Everything else goes to the
 * vendor's driver untouched.
 *
 * <p>Durations are written {@code 750ms}, {@code 5s} or {@code 2m}; a bare number means milliseconds.
 */
@SuppressWarnings("ImmutableEnumChecker") // Durations, Integers and texts
public enum BatonOption {
    /** See {@link #description()}, as for the other constants. */
    FAILOVER_TIMEOUT(
            "baton.failoverTimeout",
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ofHours(1),
            "How long a call waits for a usable node before it fails with 08001. Covers the usual promotion times of"
                    + " cluster managers; connection pools wait about as long for a connection."),
    CONNECT_TIMEOUT(
            "baton.connectTimeout",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMinutes(5),
            "How long connecting to one node may take, login included, in whole seconds. The vendor's own timeout"
                    + " parameters win where they are given."),
    PROBE_INTERVAL(
            "baton.probeInterval",
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            "How often each replica is asked for its role while all is well, by one session per node and JVM; the primary"
                    + " is asked twice as often. A process that is killed or stopped is noticed at once, whatever the"
                    + " interval."),
    PROBE_INTERVAL_IDLE(
            "baton.probeIntervalIdle",
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMinutes(10),
            "The same while nobody used the cluster for baton.idleAfter; the first call brings back the usual pace. No less"
                    + " often than baton.probeInterval, if that is longer."),
    IDLE_AFTER(
            "baton.idleAfter",
            Duration.ofSeconds(30),
            Duration.ZERO,
            Duration.ofHours(24),
            "How long no call is made through Baton until the cluster counts as idle; longer than the pauses of a"
                    + " service that is in use."),
    PROBE_INTERVAL_HURRIED(
            "baton.probeIntervalHurried",
            Duration.ofMillis(50),
            Duration.ofMillis(4),
            Duration.ofSeconds(5),
            "The longest rest between two probes while calls wait for a primary: what an application may lose on top of"
                    + " the promotion itself."),
    PROBE_INTERVAL_FASTEST(
            "baton.probeIntervalFastest",
            Duration.ofMillis(4),
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            "The rest between two probes when an outage begins; it grows to a hundredth of the outage, so that a call waits"
                    + " one per cent longer than it must at most. Raise it for thousands of clients."),
    PROBE_TIMEOUT(
            "baton.probeTimeout",
            Duration.ofMillis(750),
            Duration.ofMillis(50),
            Duration.ofMinutes(1),
            "How long a node may take to answer a probe before it counts as missed."),
    SUSPECT_AFTER(
            "baton.suspectAfter",
            Duration.ofMillis(150),
            Duration.ofMillis(10),
            Duration.ofMinutes(1),
            "How long an answer to a probe may take, and ten times as long as usual, until the node is in doubt: new"
                    + " transactions wait for the next answer, and all nodes are probed faster. Longer than most pauses of"
                    + " a collector or a disk; baton.probeTimeout is the limit."),
    PROBE_MISSES(
            "baton.probeMisses",
            3,
            1,
            100,
            "How many probes in a row must stay unanswered until a silent node counts as down and calls on it are"
                    + " aborted. A refusal counts at once."),
    PROBE_MISSES_CUT_OFF(
            "baton.probeMissesCutOff",
            12,
            1,
            1000,
            "As baton.probeMisses, while no other node is heard either: then it is rather the application that is cut off,"
                    + " and when the network comes back in time, the calls under way go on."),
    CONCURRENT_LOGINS(
            "baton.concurrentLogins",
            4,
            1,
            1000,
            "How many logins to one node are under way at a time, so that a new primary is not met by a storm; the others"
                    + " wait in order. A login costs both sides milliseconds of CPU, so more at a time make all of them"
                    + " late. A pool below has its own way."),
    ADDRESS_MAP(
            "baton.addressMap",
            "Where to reach the nodes that a provider names by addresses of its own, behind NAT or in containers:"
                    + " 10.0.0.1:5432=localhost:15432, separated by commas. The URL's own hosts are taken as they are."),
    DISCOVERY(
            "baton.discovery",
            List.of("on", "off"),
            "Whether nodes are used that the URL does not name and a provider does. They get the application's credentials."
                    + " Off: what a provider says of other nodes is ignored."),
    REPLAY(
            "baton.replay",
            List.of("on", "off"),
            "Whether an open transaction whose node is lost is done again on another node, if it is provably the same"
                    + " transaction there. Off: the application gets 40001."),
    REPLAY_CALLS(
            "baton.replayCalls",
            2000,
            1,
            1_000_000,
            "How many calls of a transaction are kept for its replay. A longer one runs as usual, and cannot be replayed:"
                    + " doing it again would take as long as it took."),
    REPLAY_MEMORY(
            "baton.replayMemory",
            4 << 20,
            1 << 10,
            1 << 30,
            "How many bytes a transaction's calls may keep for its replay, texts and parameters together, estimated, per"
                    + " connection. One that needs more runs as usual, and cannot be replayed."),
    COMMIT_OUTCOME(
            "baton.commitOutcome",
            List.of("probe", "ledger", "off"),
            "How the outcome of a COMMIT is found out whose answer was lost. `probe` asks the server, before the COMMIT of a"
                    + " transaction that may have written, for what proves it later: one round trip. `ledger` writes an entry"
                    + " into a table instead, in the same transaction and mostly in the message of the COMMIT, and answers"
                    + " where the probe has none. On MySQL and MariaDB `probe` is the ledger where its table is there, and"
                    + " else nothing; `ledger` insists on the table. With `off` such a COMMIT is always reported as unknown, and lost writes are not"
                    + " noticed."),
    LEDGER_TABLE(
            "baton.ledgerTable",
            "baton_ledger",
            "",
            "",
            "The table of the ledger, with its schema (on MySQL and MariaDB its database) unless every session finds it"
                    + " without: on the search path, in the database of the URL. Everybody who uses the database through Baton"
                    + " may share it."),
    AUTOCOMMIT(
            "baton.autocommit",
            List.of("plain", "protected", "idempotent"),
            "What is done about a write in auto-commit mode whose answer is lost. `plain`: the application gets 08007, as nobody"
                    + " can know. `protected`: each write runs in a transaction of Baton's own, whose COMMIT is found out, and it"
                    + " is run again if it did not take effect: two round trips more. `idempotent`: the application says that"
                    + " each of its writes in auto-commit mode may be run twice, and Baton does so."),
    PATRONI(
            "baton.patroni",
            "URLs of Patroni's REST interface at one or more members, separated by commas: where to learn of the leader,"
                    + " other members and planned switchovers. What it says is checked at the nodes before it is believed."),
    PATRONI_USER("baton.patroniUser", "User for basic authentication at Patroni, if it wants one."),
    PATRONI_PASSWORD("baton.patroniPassword", "Password of that user."),
    PATRONI_CERTIFICATE(
            "baton.patroniCertificate",
            "A file in PEM with the certificates to trust for https URLs of Patroni, instead of the JVM's.");

    /** A choice of {@link #AUTOCOMMIT}. */
    public static final String PROTECTED = "protected";

    /** A choice of {@link #AUTOCOMMIT}. */
    public static final String IDEMPOTENT = "idempotent";

    private static final String PREFIX = "baton.";
    private static final String UNSET = "";

    private final String key;
    private final Object defaultValue;
    private final Object least;
    private final Object most;
    private final String description;

    /** One word of several; the first is the default. */
    BatonOption(String key, List<String> choices, String description) {
        this(key, choices.get(0), choices, choices, description);
    }

    BatonOption(String key, Object defaultValue, Object least, Object most, String description) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.least = least;
        this.most = most;
        this.description = description;
    }

    /** A text, unset by default. */
    BatonOption(String key, String description) {
        this(key, UNSET, UNSET, UNSET, description);
    }

    /** The name in URLs and properties. */
    public String key() {
        return key;
    }

    /** One or two sentences: what it does and why the default is what it is. */
    public String description() {
        return description;
    }

    /** The default as one would write it. */
    public String defaultText() {
        return text(defaultValue);
    }

    /** The values allowed, or the smallest and the largest one, as one would write them. */
    public String bounds() {
        if (least instanceof List<?> choices) {
            return choices.stream().map(String::valueOf).collect(Collectors.joining(" or "));
        }
        return isText() ? "text" : text(least) + " to " + text(most);
    }

    /** Whether a parameter of that name is meant for Baton, known or not. */
    public static boolean isBatonKey(String key) {
        return key.startsWith(PREFIX);
    }

    /** The option of that name. */
    public static Optional<BatonOption> named(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }

    /** Whether the value is for nobody to read. */
    public boolean isSecret() {
        return this == PATRONI_PASSWORD;
    }

    /** A {@link Duration}, an {@link Integer} or a {@link String}. */
    public Object defaultValue() {
        return defaultValue;
    }

    /**
     * The value that the text stands for.
     *
     * @return of the class of the default
     * @throws IllegalArgumentException with a message for people when it is not one or out of bounds
     */
    public Object parse(String text) {
        if (least instanceof List<?> choices) {
            if (choices.contains(text.trim())) {
                return text.trim();
            }
            throw new IllegalArgumentException(key + "=" + text + " is not " + bounds());
        }
        if (isText()) {
            return text;
        }
        boolean isDuration = defaultValue instanceof Duration;
        try {
            Object value = isDuration ? DurationText.parse(text) : (Object) Integer.valueOf(text.trim());
            if (inBounds(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            String kind = isDuration ? "a duration such as 750ms, 5s or 2m" : "a whole number";
            throw new IllegalArgumentException(key + "=" + text + " is not " + kind, e);
        }
        throw new IllegalArgumentException(key + "=" + text + " is out of bounds: " + bounds());
    }

    private boolean isText() {
        return defaultValue instanceof String;
    }

    private boolean inBounds(Object value) {
        if (value instanceof Duration duration) {
            return duration.compareTo((Duration) least) >= 0 && duration.compareTo((Duration) most) <= 0;
        }
        int number = (Integer) value;
        return number >= (Integer) least && number <= (Integer) most;
    }

    private static String text(Object value) {
        return value instanceof Duration duration ? DurationText.format(duration) : value.toString();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (default %s, %s)", key, defaultText(), bounds());
    }
}
