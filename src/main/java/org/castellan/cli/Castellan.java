package org.castellan.cli;

import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line itself. */
@Command(
    name = Castellan.NAME,
    description = "Works with a Castellan over its HTTP API.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Castellan.Version.class,
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  CASTELLAN_SERVER      the address, such as https://castellan.example.org",
      "  CASTELLAN_TOKEN       the token; or",
      "  CASTELLAN_TOKEN_FILE  the file that holds it"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:refused by the server, whose problem detail is shown",
      "2:the command or its environment is wrong",
      "3:the server cannot be reached, or the connection broke",
      "4:what came does not have the digest; nothing was kept",
      "5:a file here cannot be read or written",
      "70:a defect of this program"
    })
public final class Castellan {

  static final String NAME = "castellan";

  /** Of the jar, as its manifest has it. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Castellan.class.getPackage().getImplementationVersion();
      return new String[] {NAME + " " + (version == null ? "unreleased" : version)};
    }
  }

  private final Session session;

  private Castellan(Session session) {
    this.session = session;
  }

  public static void main(String[] arguments) {
    System.exit(run(Surroundings.ofThisProcess(), arguments));
  }

  /** Runs one command and says how it ended. */
  static int run(Surroundings surroundings, String... arguments) {
    return commands(surroundings).execute(arguments);
  }

  private static CommandLine commands(Surroundings surroundings) {
    var session = new Session(surroundings);
    var commands = new CommandLine(new Castellan(session));
    Stream.of(
            new Organizations(session),
            new Backends(session),
            new Checkers(session),
            new Ticks(session),
            new Tokens(session),
            new Artifacts(session),
            new Events(session))
        .forEach(commands::addSubcommand);
    return commands
        .registerConverter(Bytes.class, new Bytes.Reader())
        .registerConverter(Digest.class, new Digest.Reader())
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, surroundings));
  }

  private static int tell(Exception failure, Surroundings surroundings) {
    if (failure instanceof CommandFailure known) {
      surroundings.err().println(NAME + ": " + Terminals.harmless(known.text()));
      return known.status().code();
    }
    surroundings.err().println(NAME + ": a defect of this program, please report it");
    failure.printStackTrace(surroundings.err());
    return ExitStatus.DEFECT.code();
  }

  @Option(
      names = "--output",
      scope = ScopeType.INHERIT,
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} unless given.")
  void output(Answers.Form form) {
    session.answers().printAs(form);
  }

  @Command(description = "Print a completion script: source <(castellan completion)")
  void completion() {
    session.surroundings().out().print(AutoComplete.bash(NAME, commands(session.surroundings())));
    session.surroundings().out().flush();
  }
}
