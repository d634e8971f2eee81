/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import com.github.dockerjava.api.exception.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The Docker engine of this machine, if one runs, with the images that {@code tests/src/docker/build} made. */
public final class Containers {

    static final String TOXIPROXY = "baton-lab/toxiproxy";
    static final String PATRONI = "baton-lab/patroni";
    public static final String MYSQL = "baton-lab/mysql";

    private static final String HINT = "see docs/lab.md";

    private Containers() {}

    /** Why no container can be started here, in one line; null when they can. */
    public static @Nullable String whyNot() {
        return Holder.WHY_NOT;
    }

    private static @Nullable String findOut() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return "no Docker engine answers here; " + HINT;
        }
        for (String image : new String[] {TOXIPROXY, PATRONI, MYSQL}) {
            try {
                DockerClientFactory.lazyClient().inspectImageCmd(image).exec();
            } catch (NotFoundException missing) {
                return "the Docker engine has no image " + image + ": run tests/src/docker/build; " + HINT;
            }
        }
        return null;
    }

    /**
     * A container that is not started yet. It shares the network of this machine, so that its ports are ports of
     * 127.0.0.1 and what it says of its address is true for everybody.
     */
    public static GenericContainer<?> of(String image) {
        String whyNot = whyNot();
        if (whyNot != null) {
            throw new LabException(whyNot);
        }
        ContainerReaper.watch();
        return new GenericContainer<>(DockerImageName.parse(image))
                .withImagePullPolicy(name -> false)
                .withNetworkMode("host");
    }

    private static final class Holder {
        static final @Nullable String WHY_NOT = findOut();
    }
}
