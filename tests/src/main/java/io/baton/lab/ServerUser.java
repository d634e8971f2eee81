/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the servers run as. Servers refuse to run as root, so root hands over to somebody else.
 *
 * @param prefix put before a command to run it as that user; empty for an ordinary user
 * @param owner whom the data directories must belong to, or null for the user of this JVM
 */
public record ServerUser(List<String> prefix, @Nullable UserPrincipal owner) {

    private static final String NOBODY = "nobody";

    /**
     * Finds a way that works here, by trying it on the server binary.
     *
     * <ol>
     *   <li>an ordinary user needs nothing;
     *   <li>{@code setpriv} really becomes "nobody": works in an unprivileged container, but not where "nobody" may not
     *       enter the directory for temporary files;
     *   <li>{@code unshare -U} stays root and only looks like "nobody" to the server: works there, but containers
     *       usually forbid it.
     * </ol>
     *
     * Both programs are in util-linux, and both replace themselves by the command, so its process id is the server's.
     */
    public static ServerUser find(Path server) {
        if (!isRoot()) {
            return new ServerUser(List.of(), null);
        }
        List<String> setpriv = List.of("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups");
        List<String> unshare = List.of("unshare", "-U");
        if (works(setpriv, server)) {
            return new ServerUser(setpriv, nobody());
        }
        if (works(unshare, server)) {
            return new ServerUser(unshare, null);
        }
        throw new LabException("A server does not run as root, and neither " + setpriv + " nor " + unshare + " can run "
                + server + " here. Run this as an ordinary user.");
    }

    public List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Gives a file that this JVM wrote to the user that the server runs as. */
    public void own(Path path) throws IOException {
        if (owner != null) {
            Files.setOwner(path, owner);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new LabException("Cannot find out who runs this; the lab needs Linux with /proc", e);
        }
    }

    private static boolean works(List<String> prefix, Path server) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(server.toString(), "--version"));
        try {
            return Processes.run(command) == 0;
        } catch (LabException notInstalled) {
            return false;
        }
    }

    private static UserPrincipal nobody() {
        Path root = Path.of("/");
        try {
            return root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
        } catch (IOException e) {
            throw new LabException("There is no user " + NOBODY + " here", e);
        }
    }
}
