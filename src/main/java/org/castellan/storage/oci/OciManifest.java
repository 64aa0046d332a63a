package org.castellan.storage.oci;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.Description;
import org.castellan.storage.Sha256;

/**
 * The manifest of an artifact of one layer. It names the key, so that no two keys share a manifest
 * and deleting the one never takes the other's tag along.
 *
 * @param digest of the manifest itself, {@code sha256:…}
 * @param layer digest of the object's bytes, {@code sha256:…}
 * @param size of the object, in bytes
 */
record OciManifest(String digest, String layer, long size) {

  static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

  /** What every artifact has in place of a configuration. */
  static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

  private static final String CONFIG_TYPE = "application/vnd.oci.empty.v1+json";
  private static final String ARTIFACT_TYPE = "application/vnd.castellan.artifact.v1";
  private static final String LAYER_TYPE = "application/octet-stream";
  private static final String KEY = "org.castellan.key";
  private static final String TITLE = "org.opencontainers.image.title";
  private static final String AUTHOR = "org.opencontainers.image.authors";
  private static final String SHA256 = "sha256:";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** The manifest to store content under a key. */
  static byte[] write(String key, Content content) {
    JsonObjectBuilder layer = descriptor(LAYER_TYPE, SHA256 + content.sha256(), content.size());
    JsonObjectBuilder annotations = Json.createObjectBuilder().add(KEY, key);
    content
        .origin()
        .fileName()
        .ifPresent(
            name -> {
              // Clients that pull an artifact name the file by its layer's title.
              layer.add("annotations", Json.createObjectBuilder().add(TITLE, name));
              annotations.add(TITLE, name);
            });
    content.origin().author().ifPresent(author -> annotations.add(AUTHOR, author));
    return Json.createObjectBuilder()
        .add("schemaVersion", 2)
        .add("mediaType", MEDIA_TYPE)
        .add("artifactType", ARTIFACT_TYPE)
        .add("config", descriptor(CONFIG_TYPE, SHA256 + Sha256.hex(CONFIG), CONFIG.length))
        .add("layers", Json.createArrayBuilder().add(layer))
        .add("annotations", annotations)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObjectBuilder descriptor(String mediaType, String digest, long size) {
    return Json.createObjectBuilder()
        .add("mediaType", mediaType)
        .add("digest", digest)
        .add("size", size);
  }

  /** Empty when it is not the manifest of one of our artifacts. */
  static Optional<OciManifest> read(byte[] json) {
    try (var reader = Json.createReader(new ByteArrayInputStream(json))) {
      JsonObject manifest = reader.readObject();
      List<JsonObject> layers = manifest.getJsonArray("layers").getValuesAs(JsonObject.class);
      boolean ours =
          manifest.getString("artifactType", "").equals(ARTIFACT_TYPE) && layers.size() == 1;
      return ours
          ? Optional.of(of(json, layers.get(0))).filter(OciManifest::sound)
          : Optional.empty();
    } catch (JsonException | ArithmeticException | ClassCastException | NullPointerException e) {
      // This is how the parser tells of fields that are missing or of another kind.
      return Optional.empty();
    }
  }

  private static OciManifest of(byte[] json, JsonObject layer) {
    return new OciManifest(
        SHA256 + Sha256.hex(json),
        layer.getString("digest"),
        layer.getJsonNumber("size").longValueExact());
  }

  private boolean sound() {
    return size >= 0 && DIGEST.matcher(layer).matches();
  }

  Description description() {
    return new Description(size, Optional.of(layer.substring(SHA256.length())), digest);
  }
}
