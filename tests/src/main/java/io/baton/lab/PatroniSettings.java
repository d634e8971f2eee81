/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

/** What a member of a {@link PatroniCluster} is told, as one text. */
final class PatroniSettings {

    static final String OPERATOR = "operator";
    static final String OPERATOR_PASSWORD = "only-for-switchovers";

    private static final String CERTIFICATE = "/var/lib/postgresql/api.crt";
    private static final String KEY = "/var/lib/postgresql/api.key";

    /** The lease is the shortest that Patroni allows; the rest lets it decide within a second. */
    private static final String TEMPLATE = """
            scope: lab
            name: ${name}
            restapi:
              listen: 127.0.0.1:${apiPort}
              connect_address: 127.0.0.1:${apiPort}
              certfile: ${certificate}
              keyfile: ${key}
              authentication: {username: ${operator}, password: ${operatorPassword}}
            etcd3: {host: "127.0.0.1:${etcdPort}"}
            bootstrap:
              dcs:
                ttl: 20
                loop_wait: 1
                retry_timeout: 3
                maximum_lag_on_failover: 1048576
                postgresql: {use_pg_rewind: true}
              initdb: [{encoding: UTF8}, {locale: C}, data-checksums, no-sync]
            postgresql:
              listen: 127.0.0.1:${port}
              connect_address: 127.0.0.1:${port}
              data_dir: /var/lib/postgresql/data
              bin_dir: /usr/lib/postgresql/17/bin
              basebackup: [{checkpoint: fast}]
              authentication:
                superuser: {username: postgres}
                replication: {username: postgres}
              pg_hba:
              - host all         postgres 127.0.0.1/32 trust
              - host replication postgres 127.0.0.1/32 trust
              - host all         all      127.0.0.1/32 scram-sha-256
              parameters:
                unix_socket_directories: ''
                dynamic_shared_memory_type: mmap
                shared_buffers: 32MB
                fsync: 'off'
                wal_keep_size: 128MB
            """;

    private PatroniSettings() {}

    static String of(String name, int port, int apiPort, int etcdPort) {
        return TEMPLATE.replace("${name}", name)
                .replace("${port}", Integer.toString(port))
                .replace("${apiPort}", Integer.toString(apiPort))
                .replace("${etcdPort}", Integer.toString(etcdPort))
                .replace("${certificate}", CERTIFICATE)
                .replace("${key}", KEY)
                .replace("${operator}", OPERATOR)
                .replace("${operatorPassword}", OPERATOR_PASSWORD);
    }

    /** How the container starts its agent: the certificate comes by the environment, so that no file has to be copied. */
    static String command() {
        return "umask 077; echo \"$API_CERTIFICATE\" > " + CERTIFICATE + "; echo \"$API_KEY\" > " + KEY
                + "; unset API_CERTIFICATE API_KEY; exec /usr/bin/patroni";
    }
}
