/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.race;

import io.baton.console.drill.Client;
import io.baton.console.drill.HikariClient;

/** A driver with the settings that its documentation gives for a plain streaming cluster. */
public enum Racer {
    PGJDBC("pgjdbc multi-host") {
        @Override
        Client client() {
            return new HikariClient("jdbc:postgresql://", PATH + "&targetServerType=primary", config -> {});
        }
    },

    /** Its documentation lists the failover plugins as not compatible with community databases, efm2 as compatible. */
    AWS("AWS wrapper, efm2") {
        @Override
        Client client() {
            return new HikariClient(
                    "jdbc:aws-wrapper:postgresql://",
                    PATH + "&wrapperDialect=pg&wrapperPlugins=efm2",
                    config -> config.setExceptionOverrideClassName("software.amazon.jdbc.util.HikariCPSQLException"));
        }
    },

    BATON("Baton") {
        @Override
        Client client() {
            return new HikariClient("jdbc:baton:postgresql://", PATH, config -> {});
        }
    },

    BATON_WARM("Baton warm") {
        @Override
        Client client() {
            return new WarmClient(PATH);
        }
    };

    private static final String PATH = "/app?socketFactory=io.baton.bench.race.CountedSockets";

    private final String label;

    Racer(String label) {
        this.label = label;
    }

    /** As reports call it. */
    public String label() {
        return label;
    }

    abstract Client client();

    /** What an application would configure, for reports. */
    public String settings() {
        return client().describe("n1,n2,n3")
                .replaceFirst("socketFactory=[^&]*&?", "")
                .replaceFirst("[?]$", "");
    }
}
