package org.castellan.storage.s3;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.castellan.storage.BlobStore;
import org.castellan.storage.BlobStoreContract;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.RefusingProxy;
import org.castellan.testkit.S3Server;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * The contract on a real server behind a proxy that refuses what a look-alike lacks: who does not
 * ask for a condition gets none from s3proxy either, which then replaces what is there.
 */
class S3LookAlikeTest {

  private static final S3Fixture FIXTURE = new S3Fixture();
  private static final String LACKING =
      FalseServer.answer(
          501,
          "<Error><Code>NotImplemented</Code><Message>no</Message></Error>",
          "Content-Type: application/xml\r\n");

  private static boolean checksum(String head) {
    return head.contains("\nx-amz-checksum-") || head.contains("\nx-amz-sdk-checksum-");
  }

  private static boolean condition(String head) {
    return head.startsWith("p") && head.contains("\nif-none-match:");
  }

  private static boolean parts(String head) {
    return head.contains("?uploads") || head.contains("uploadid=");
  }

  private static boolean bulk(String head) {
    return head.startsWith("post ") && head.contains("?delete");
  }

  @Nested
  class GoogleCloudStorage extends Contract {
    GoogleCloudStorage() {
      super("gcs", head -> checksum(head) || condition(head) || parts(head) || bulk(head));
    }
  }

  @Nested
  class CloudflareR2 extends Contract {
    CloudflareR2() {
      super("r2", head -> checksum(head) || (condition(head) && head.startsWith("post ")));
    }
  }

  @Nested
  class Generic extends Contract {
    Generic() {
      super("generic", head -> checksum(head) || condition(head) || parts(head) || bulk(head));
    }
  }

  abstract static class Contract extends BlobStoreContract {

    private final String compatibility;
    private final RefusingProxy proxy;
    private final S3Provider provider = new S3Provider(ThisMachine.allowed());

    Contract(String compatibility, Predicate<String> lacking) {
      this.compatibility = compatibility;
      this.proxy =
          RefusingProxy.to(
              FIXTURE.port(), head -> lacking.test(head.toLowerCase(Locale.ROOT)), LACKING);
    }

    @AfterEach
    void closeProvider() {
      provider.close();
      proxy.close();
    }

    @Override
    protected String provider() {
      return provider.id() + ", " + compatibility;
    }

    @Override
    protected BlobStore open() {
      Map<String, String> credentials = new HashMap<>(S3Server.credentials());
      credentials.put("compatibility", compatibility);
      return provider.open(FIXTURE.location(proxy.port()), new ProviderCredentials(credentials));
    }

    @Override
    protected List<String> unfinished(String key) {
      return FIXTURE.unfinished(key);
    }
  }
}
