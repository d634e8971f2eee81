/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One running server: a child of this JVM, which is all of it or PostgreSQL's postmaster, and the children of that. */
public final class ServerProcess {

    private final String name;
    private final Process postmaster;

    private ServerProcess(String name, Process postmaster) {
        this.name = name;
        this.postmaster = postmaster;
    }

    /** Runs a program in {@code directory}, its output appended to {@code log}. */
    public static Process run(List<String> command, Path directory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // What the user's own servers are set to must not reach ours.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PG") || name.startsWith("MYSQL") || name.startsWith("MARIADB"));
        builder.environment().put("LC_ALL", "C");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LabException("Cannot run " + command, e);
        }
    }

    public static ServerProcess start(String name, List<String> command, Path directory, Path log) {
        return new ServerProcess(name, run(command, directory, log));
    }

    long pid() {
        return postmaster.pid();
    }

    /** False from the moment it is dead, which {@link Process#isAlive()} notices a little later. */
    public boolean isAlive() {
        return !Processes.gone(postmaster.toHandle());
    }

    /** Makes the server read its configuration again. */
    void reload() {
        Processes.signal("HUP", List.of(postmaster.toHandle()));
    }

    /** Ends sessions and the server in order, which includes sending what is left to the standbys. */
    void stopFast() {
        stop("INT");
    }

    /** Asks it in the usual way to end, and waits until it has. */
    public void terminate() {
        stop("TERM");
    }

    private void stop(String signal) {
        Processes.signal(signal, List.of(postmaster.toHandle()));
        Processes.awaitGone(name + " is stopped", List.of(postmaster.toHandle()));
    }

    /**
     * Ends it without a look at the data. Unlike after a kill the postmaster collects its children and returns its
     * shared memory.
     */
    void stopImmediately() {
        Processes.signal("QUIT", List.of(postmaster.toHandle()));
        Processes.awaitGone(name + " is gone", List.of(postmaster.toHandle()));
    }

    /** Stops every process in its tracks; when this returns, none of them runs. */
    public void freeze() {
        List<ProcessHandle> children = stopPostmaster();
        Processes.signal("STOP", children);
        Processes.awaitStopped(name + " is frozen", children);
    }

    public void thaw() {
        Processes.signal("CONT", family());
    }

    /** Ends every process at once, as a crash of the machine would. */
    public void kill() {
        stopPostmaster();
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroyForcibly);
        Processes.awaitGone(name + " is dead", family);
    }

    /** A stopped postmaster starts no more children, so that the list of them is complete. */
    private List<ProcessHandle> stopPostmaster() {
        List<ProcessHandle> parent = List.of(postmaster.toHandle());
        Processes.signal("STOP", parent);
        Processes.awaitStopped(name + " starts no more processes", parent);
        return postmaster.descendants().toList();
    }

    private List<ProcessHandle> family() {
        List<ProcessHandle> family = new ArrayList<>();
        family.add(postmaster.toHandle());
        postmaster.descendants().forEach(family::add);
        return family;
    }
}
