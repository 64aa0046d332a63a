package org.castellan.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the server is and what opens it: from the environment only, because any user of a machine
 * can read the arguments of a command.
 *
 * @param base of the API, without a slash at its end
 * @param token never shown
 */
record ServerAccess(URI base, String token) {

  private static final String SERVER = "CASTELLAN_SERVER";
  private static final String TOKEN = "CASTELLAN_TOKEN";
  private static final String TOKEN_FILE = "CASTELLAN_TOKEN_FILE";
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");

  static ServerAccess of(Map<String, String> variables) {
    return new ServerAccess(base(variables), token(variables));
  }

  private static URI base(Map<String, String> variables) {
    String address =
        set(variables, SERVER)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        SERVER
                            + " is not set: export "
                            + SERVER
                            + "=https://castellan.example.org"))
            .replaceFirst("/+$", "");
    if (!address.matches("https?://[^/?#@\\s]+(/[^?#@\\s]*)?")) {
      throw CommandFailure.usage(
          SERVER + " must be an address as https://castellan.example.org, without credentials");
    }
    try {
      return URI.create(address + "/api/v1");
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(SERVER + " is not an address: " + address);
    }
  }

  private static String token(Map<String, String> variables) {
    Optional<String> itself = set(variables, TOKEN);
    Optional<String> file = set(variables, TOKEN_FILE);
    if (itself.isPresent() == file.isPresent()) {
      throw CommandFailure.usage("set either " + TOKEN + " or " + TOKEN_FILE);
    }
    String token = itself.or(() -> file.map(ServerAccess::read)).orElseThrow().strip();
    if (!PRINTABLE.matcher(token).matches()) {
      throw CommandFailure.usage(
          (itself.isPresent() ? TOKEN : "the file of " + TOKEN_FILE) + " does not hold a token");
    }
    return token;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw CommandFailure.file(file, e);
    }
  }

  private static Optional<String> set(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
