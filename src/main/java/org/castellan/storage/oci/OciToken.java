package org.castellan.storage.oci;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import org.castellan.storage.Deadline;
import org.castellan.storage.StorageException;

/** What a token service gave. Prints as asterisks. */
record OciToken(String text, Deadline freshUntil) {

  /** In seconds, where the service does not say. */
  private static final int DEFAULT_LIFE = 60;

  private static final int LONGEST_LIFE = 3600;

  /**
   * @throws StorageException when there is no token in it
   */
  static OciToken read(byte[] json) {
    try (var reader = Json.createReader(new ByteArrayInputStream(json))) {
      JsonObject answer = reader.readObject();
      String text = answer.getString("token", answer.getString("access_token", ""));
      if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
        throw new StorageException(OciAnswers.NOT_A_REGISTRY);
      }
      return new OciToken(text, freshUntil(answer.getInt("expires_in", DEFAULT_LIFE)));
    } catch (JsonException | ClassCastException e) {
      throw new StorageException(OciAnswers.NOT_A_REGISTRY, e);
    }
  }

  /** The last tenth is not used: a request must arrive before its token ends. */
  private static Deadline freshUntil(int seconds) {
    int life = Math.max(0, Math.min(seconds, LONGEST_LIFE));
    return Deadline.in(Duration.ofSeconds(life).multipliedBy(9).dividedBy(10));
  }

  @Override
  public String toString() {
    return "OciToken[***]";
  }
}
