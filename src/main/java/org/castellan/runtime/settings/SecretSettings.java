package org.castellan.runtime.settings;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.castellan.credential.Keyset;
import org.castellan.credential.KeysetException;

/**
 * The installation's two secrets.
 *
 * @param adminToken at least 16 characters of RFC 6750's bearer tokens
 * @param keyset keys of 32 bytes in Base64, or a Tink keyset in JSON
 */
public record SecretSettings(Secret adminToken, Secret keyset) {

  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]{16,512}=*");
  private static final String COMMAND = "openssl rand -base64 32";
  private static final Secret NONE = new Secret("");

  static SecretSettings read(Reading reading) {
    Mode mode = reading.choice(Variable.MODE, Mode.class);
    Optional<Secret> token =
        read(reading, mode, Variable.ADMIN_TOKEN, Variable.ADMIN_TOKEN_FILE, "admin-token");
    if (token.filter(secret -> !BEARER.matcher(secret.value()).matches()).isPresent()) {
      reading.problem(
          "CASTELLAN_ADMIN_TOKEN must be 16 to 512 letters, digits or -._~+/ (make one with: %s)."
              .formatted(COMMAND));
    }
    Optional<Secret> keyset =
        read(
            reading,
            mode,
            Variable.ENCRYPTION_KEYSET,
            Variable.ENCRYPTION_KEYSET_FILE,
            "encryption-keyset");
    keyset.ifPresent(secret -> check(secret, reading));
    return new SecretSettings(token.orElse(NONE), keyset.orElse(NONE));
  }

  private static Optional<Secret> read(
      Reading reading, Mode mode, Variable value, Variable file, String devFile) {
    Optional<String> given = reading.optional(value);
    Optional<Path> path = reading.optional(file).map(Path::of);
    if (given.isPresent() && path.isPresent()) {
      reading.problem(
          "%s and %s are both given: give one."
              .formatted(value.environmentName(), file.environmentName()));
    }
    if (given.isPresent()) {
      return given.map(Secret::new);
    }
    if (mode == Mode.DEV) {
      Path devPath =
          path.orElseGet(() -> Path.of(System.getProperty("user.home"), ".castellan", devFile));
      return SecretFile.readOrMake(devPath, reading, file);
    }
    if (path.isPresent()) {
      return SecretFile.read(path.get(), reading, file);
    }
    reading.problem(
        "%s is not given: make one with: %s, and keep it there or in a file that %s names."
            .formatted(value.environmentName(), COMMAND, file.environmentName()));
    return Optional.empty();
  }

  private static void check(Secret keyset, Reading reading) {
    try {
      Keyset.parse(keyset.value());
    } catch (KeysetException e) {
      reading.problem(
          "CASTELLAN_ENCRYPTION_KEYSET must be 32 bytes in Base64 (make them with: %s), several of"
                  .formatted(COMMAND)
              + " them with commas between, or a Tink keyset in JSON with keys for AEAD.");
    }
  }
}
