/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.config;

import io.baton.driver.BatonOption;
import io.baton.topology.TopologyRules;
import io.baton.topology.patroni.PatroniAccess;
import io.baton.topology.probe.ProbePace;
import io.baton.topology.probe.ProbeSettings;
import io.baton.topology.provider.AddressMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of every {@link BatonOption}. Immutable. */
public record OptionValues(Map<BatonOption, Object> values) {

    private static final Pattern TABLE_NAME = Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_]*\\.)?[A-Za-z_][A-Za-z0-9_]*");

    public OptionValues {
        Map<BatonOption, Object> complete = new EnumMap<>(BatonOption.class);
        for (BatonOption option : BatonOption.values()) {
            complete.put(option, values.getOrDefault(option, option.defaultValue()));
        }
        values = Collections.unmodifiableMap(complete);
    }

    /**
     * Reads those parameters that are meant for Baton.
     *
     * @throws IllegalArgumentException for an unknown name, naming the nearest one, and for a bad value
     */
    public static OptionValues from(Map<String, String> parameters) {
        Map<BatonOption, Object> values = new EnumMap<>(BatonOption.class);
        parameters.forEach((key, text) -> {
            if (BatonOption.isBatonKey(key)) {
                BatonOption option = BatonOption.named(key).orElseThrow(() -> unknown(key));
                values.put(option, option.parse(text));
            }
        });
        OptionValues options = new OptionValues(values);
        options.addressMap(); // For its complaints.
        options.ledgerTable();
        options.patroni(); // For its complaints.
        return options;
    }

    private static IllegalArgumentException unknown(String key) {
        List<String> known =
                Arrays.stream(BatonOption.values()).map(BatonOption::key).toList();
        return new IllegalArgumentException(
                "unknown option " + key + "; did you mean " + NearestName.of(key, known) + "?");
    }

    public Duration duration(BatonOption option) {
        return (Duration) Objects.requireNonNull(values.get(option));
    }

    public int number(BatonOption option) {
        return (Integer) Objects.requireNonNull(values.get(option));
    }

    public boolean isOn(BatonOption option) {
        return text(option).equals("on");
    }

    public String text(BatonOption option) {
        return (String) Objects.requireNonNull(values.get(option));
    }

    /**
     * Where and how Patroni is asked; null when it is not.
     *
     * @throws IllegalArgumentException when the URLs are none; the message does not repeat them
     */
    public @Nullable PatroniAccess patroni() {
        String urls = text(BatonOption.PATRONI);
        String certificate = text(BatonOption.PATRONI_CERTIFICATE);
        return urls.isEmpty()
                ? null
                : new PatroniAccess(
                        PatroniAccess.urls(urls),
                        text(BatonOption.PATRONI_USER),
                        text(BatonOption.PATRONI_PASSWORD),
                        certificate.isEmpty() ? null : Path.of(certificate));
    }

    /**
     * Where providers' addresses are reached.
     *
     * @throws IllegalArgumentException when the text cannot be read
     */
    public AddressMap addressMap() {
        return AddressMap.parse(text(BatonOption.ADDRESS_MAP));
    }

    /**
     * The name of the ledger's table, which becomes a part of SQL.
     *
     * @throws IllegalArgumentException when it is not one, or one that needs quotes
     */
    public String ledgerTable() {
        String name = text(BatonOption.LEDGER_TABLE);
        if (!TABLE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(BatonOption.LEDGER_TABLE.key() + "=" + name
                    + " is not a name of a table, such as app.baton_ledger");
        }
        return name;
    }

    public TopologyRules topologyRules() {
        return new TopologyRules(number(BatonOption.PROBE_MISSES), number(BatonOption.PROBE_MISSES_CUT_OFF));
    }

    public ProbeSettings probeSettings() {
        ProbePace pace = new ProbePace(
                duration(BatonOption.PROBE_INTERVAL),
                duration(BatonOption.PROBE_INTERVAL_IDLE),
                duration(BatonOption.IDLE_AFTER),
                duration(BatonOption.PROBE_INTERVAL_HURRIED),
                duration(BatonOption.PROBE_INTERVAL_FASTEST));
        return new ProbeSettings(
                pace,
                duration(BatonOption.PROBE_TIMEOUT),
                duration(BatonOption.SUSPECT_AFTER),
                duration(BatonOption.CONNECT_TIMEOUT));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        Map<BatonOption, Object> shown = new EnumMap<>(values);
        shown.keySet().removeIf(BatonOption::isSecret);
        return shown.toString();
    }
}
