package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockListType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.castellan.storage.Deadline;
import org.castellan.storage.OutboundHttp;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider;
import org.castellan.storage.ProviderCredentials;
import org.castellan.storage.ProviderFixture;
import org.castellan.testkit.Azurite;

/** The Azure provider and a real Azurite. */
public final class AzureFixture implements ProviderFixture {

  static final ProviderCredentials KEY =
      new ProviderCredentials(Map.of("accountKey", Azurite.key()));

  static final OutboundPolicy POLICY =
      new OutboundPolicy(OutboundPolicy.Mode.PUBLIC, List.of("127.0.0.1", "localhost"));

  private static final String CONTAINER = "kit";

  @Override
  public Provider provider(OutboundPolicy policy) {
    return new AzureProvider(policy);
  }

  @Override
  public int port() {
    container(CONTAINER);
    return Azurite.shared().port();
  }

  @Override
  public String location(URI endpoint) {
    return location(endpoint, CONTAINER);
  }

  @Override
  public ProviderCredentials credentials() {
    return KEY;
  }

  static String location(URI endpoint, String container) {
    return endpoint + "/" + Azurite.ACCOUNT + "/" + container;
  }

  /** Creates a container, unless it is there, and answers its location. */
  static String container(String name) {
    return Azurite.shared().container(name);
  }

  static void create(OkHttpClient http, String location) {
    try {
      client(http, location).create();
    } catch (RuntimeException e) {
      assertThat(AzureCalls.answer(e).map(AzureErrorException::code))
          .hasValue("ContainerAlreadyExists");
    }
  }

  /** The blocks of a key that nobody has committed. */
  List<String> unfinished(String key) {
    OkHttpClient http = OutboundHttp.open(POLICY);
    try {
      return client(http, location(port()))
          .getBlobClient(key)
          .getBlockBlobClient()
          .listBlocks(BlockListType.UNCOMMITTED)
          .getUncommittedBlocks()
          .stream()
          .map(Block::getName)
          .toList();
    } catch (RuntimeException e) {
      assertThat(AzureCalls.answer(e).map(AzureErrorException::code)).hasValue("BlobNotFound");
      return List.of();
    } finally {
      OutboundHttp.close(http);
    }
  }

  private static BlobContainerClient client(OkHttpClient http, String location) {
    AzureLocation place = AzureLocation.parse(location);
    return new AzureContainer(http, place, AzureAccess.of(place, KEY, http))
        .client(Deadline.in(Duration.ofSeconds(20)));
  }
}
