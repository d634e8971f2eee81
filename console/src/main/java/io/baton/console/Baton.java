/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console;

import io.baton.console.drill.DrillCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The {@code baton} command: finds out which of its commands is meant, and turns failures into one line. */
@Command(
        name = "baton",
        description = "Shows what Baton does when a database primary is lost.",
        subcommands = DrillCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = Baton.Version.class,
        footer = {"", "In a working copy there is bench, too: what Baton costs and what it is worth, beside its peers."
        })
public final class Baton {

    /** Something was asked for that cannot be done: bad arguments, or something missing on this machine. */
    private static final int CANNOT = 2;

    private Baton() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and returns the exit status: 0, 1 when what it checks does not hold, 2 when it could not run. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        CommandLine baton = new CommandLine(new Baton());
        baton.setParameterExceptionHandler((e, rejected) -> refuse(e));
        baton.setExecutionExceptionHandler((e, command, parsed) -> fail(command.getErr(), e));
        return baton;
    }

    private static int refuse(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println("baton: " + oneLine(e) + " (see " + help + ")");
        return CANNOT;
    }

    private static int fail(PrintWriter err, Exception e) {
        err.println("baton: " + oneLine(e));
        if (Boolean.getBoolean("baton.trace")) {
            e.printStackTrace(err);
        }
        return CANNOT;
    }

    /** The message without what follows its first line, such as the end of a server's log, and the cause's in short. */
    private static String oneLine(Throwable e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        String first = message.lines().findFirst().orElse("");
        return e.getCause() == null || e instanceof ParameterException ? first : first + ": " + oneLine(e.getCause());
    }

    /** The version of the jar; the build of a working copy has none. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Baton.class.getPackage().getImplementationVersion();
            return new String[] {"baton " + (version == null ? "(working copy)" : version)};
        }
    }
}
