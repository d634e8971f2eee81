/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.driver.BatonOption;
import io.baton.driver.internal.catalogue.Catalogue;
import io.baton.driver.internal.catalogue.LeavingsMemory;
import io.baton.driver.internal.catalogue.ReadOnlyMode;
import io.baton.driver.internal.config.ClusterConfig;
import io.baton.driver.internal.outcome.CommitMeans;
import io.baton.driver.internal.outcome.CommitOutcomes;
import io.baton.driver.internal.outcome.PrimarySession;
import io.baton.driver.internal.queue.Ticket;
import io.baton.driver.internal.report.ReplayManagement;
import io.baton.driver.internal.report.ReplayStatistics;
import io.baton.driver.internal.sql.SqlGrammar;
import io.baton.topology.NodeAddress;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.patroni.PatroniAccess;
import io.baton.topology.patroni.PatroniProvider;
import io.baton.topology.probe.Names;
import io.baton.topology.probe.ProbeFailures;
import io.baton.topology.provider.AddressMap;
import io.baton.topology.provider.ProviderMonitor;
import io.baton.topology.provider.ProviderSettings;
import io.baton.topology.provider.TopologyProvider;
import io.baton.topology.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One cluster as this JVM sees it, shared by all connections with an equal configuration. Thread-safe. */
public final class Cluster {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final ClusterConfig config;
    private final SqlGrammar grammar;
    private final Catalogue catalogue;
    private final ReadOnlyMode readOnlyMode;
    private final TopologyKeeper keeper;
    private final Names names;
    private final Watching watching;
    private final VendorDriver vendor;
    private final MetServers servers;
    private final @Nullable ProviderMonitor provider;
    private final ConnectionSource connections;
    private final Leases leases;
    private final ProbeFailures failures = new ProbeFailures();
    private final ClusterHistory history = new ClusterHistory();
    private final Router router;
    private final ReplayStatistics replays = new ReplayStatistics();
    private final ReplayManagement management;
    private final CommitOutcomes outcomes;
    private final LeavingsMemory leavings;
    private final MetadataMemory metadata = new MetadataMemory();

    /**
     * Starts watching.
     *
     * @param source makes the source of connections from the vendor's driver
     * @throws SQLException 08001 when the vendor's driver is missing
     */
    public Cluster(ClusterConfig config, Function<VendorDriver, ConnectionSource> source) throws SQLException {
        vendor = new VendorDriver(config, this::serverOf);
        this.config = config;
        grammar = SqlGrammar.of(config.dialect().name());
        catalogue = Catalogue.of(grammar, config.dialect().name());
        readOnlyMode = ReadOnlyMode.of(config.dialect().name());
        keeper = new TopologyKeeper(
                config.name(), Topology.of(config.nodes()), config.options().topologyRules());
        names = new Names(config.name(), keeper, vendor.separatesRecords());
        vendor.leadTo(names::recordOf);
        servers = new MetServers(config.dialect(), keeper, history);
        leases = new Leases(config.name());
        connections = source.apply(vendor);
        router = new Router(
                keeper,
                connections,
                config.dialect(),
                leases,
                failures,
                config.options().number(BatonOption.CONCURRENT_LOGINS));
        keeper.addListener(leases);
        keeper.addListener(new TopologyLog(config.name()));
        outcomes = new CommitOutcomes(
                config.name(),
                CommitMeans.named(config.options().text(BatonOption.COMMIT_OUTCOME)),
                config.options().ledgerTable(),
                config.database(),
                config.dialect(),
                keeper,
                history,
                this::openOnPrimary);
        keeper.addListener(outcomes);
        watching = new Watching(config, keeper, vendor::openForProbe, failures, history, names);
        keeper.addListener(watching);
        keeper.addListener(names);
        watching.start();
        PatroniAccess patroni = config.options().patroni();
        provider = patroni == null ? null : ask(new PatroniProvider(patroni));
        leavings = new LeavingsMemory(config.dialect().name());
        management = new ReplayManagement(config.name(), replays, outcomes);
    }

    private ProviderMonitor ask(TopologyProvider source) {
        AddressMap addresses = config.options().addressMap();
        ProviderSettings settings =
                ProviderSettings.USUAL.addingNodes(config.options().isOn(BatonOption.DISCOVERY));
        ProviderMonitor monitor = new ProviderMonitor(source, keeper, settings, addresses);
        monitor.start();
        return monitor;
    }

    private String serverOf(NodeAddress node, Connection fresh) throws SQLException {
        return servers.of(node, fresh);
    }

    /** Opens connections to its nodes. */
    public VendorDriver vendor() {
        return vendor;
    }

    private PrimarySession openOnPrimary(Ticket ticket) throws SQLException {
        Lease lease = router.lease(Intent.WRITE, ticket);
        return new PrimarySession() {
            @Override
            public NodeAddress node() {
                return lease.node();
            }

            @Override
            public Connection jdbc() {
                return lease.jdbc();
            }

            @Override
            public void close() throws SQLException {
                lease.close();
            }
        };
    }

    /** What its nodes have said of the database. */
    public MetadataMemory metadata() {
        return metadata;
    }

    /** What its servers' catalogue says of functions, views and triggers. */
    public LeavingsMemory leavings() {
        return leavings;
    }

    /** What becomes of commits. */
    public CommitOutcomes outcomes() {
        return outcomes;
    }

    public ClusterConfig config() {
        return config;
    }

    public Dialect dialect() {
        return config.dialect();
    }

    /** What the catalogues of its nodes tell of texts. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** How its nodes are made to refuse writes. */
    public ReadOnlyMode readOnlyMode() {
        return readOnlyMode;
    }

    /** The SQL of its nodes. */
    public SqlGrammar grammar() {
        return grammar;
    }

    public TopologyKeeper keeper() {
        return keeper;
    }

    /** The current snapshot, for somebody who uses the cluster. */
    public Topology topology() {
        keeper.noteUse();
        return keeper.topology();
    }

    /** What could be replayed and what was, of all connections. */
    public ReplayStatistics replays() {
        return replays;
    }

    /** What the names of its URL stand for. */
    public Names names() {
        return names;
    }

    /** What was seen of the nodes' logs. */
    public ClusterHistory history() {
        return history;
    }

    public Router router() {
        return router;
    }

    /** Closes sockets without making the caller wait. */
    public Executor aborter() {
        return leases.aborter();
    }

    /** How long a call that begins to wait now may wait. */
    public Deadline failoverDeadline() {
        return Deadline.after(config.options().duration(BatonOption.FAILOVER_TIMEOUT));
    }

    /** How long getting a connection may take, an outage included. */
    public Deadline loginDeadline() {
        return failoverDeadline().orAfter(config.loginTimeout());
    }

    /** Whether any connection was ever opened to it. */
    boolean wasOfUse() {
        return leases.wereGiven();
    }

    /** Stops watching; connections that are still open stay open, but nobody looks after them. */
    public void close() {
        management.close();
        LOG.info("[{}] {}", config.name(), replays.report());
        if (provider != null) {
            provider.close();
        }
        watching.close();
        outcomes.close();
        connections.close();
        keeper.close();
        leases.close();
    }
}
