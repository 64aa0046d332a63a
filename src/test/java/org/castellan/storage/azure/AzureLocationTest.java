package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import org.castellan.storage.Provider.Violation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureLocationTest {

  private final AzureProvider provider = new AzureProvider(AzureFixture.POLICY);

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account/container | account.blob.core.windows.net",
        "https://account.blob.core.chinacloudapi.cn/container | account.blob.core.chinacloudapi.cn",
        "https://account.blob.core.usgovcloudapi.net/con-tainer"
            + " | account.blob.core.usgovcloudapi.net",
        "https://account.z13.blob.storage.azure.net/container"
            + " | account.z13.blob.storage.azure.net",
        "https://blobs.example.org:8443/account/container | blobs.example.org",
        "HTTPS://Blobs.example.org/account/container | blobs.example.org",
        "http://127.0.0.1:10000/account/container | 127.0.0.1"
      })
  void goodLocations(String location, String host) {
    assertThat(provider.check(location, AzureFixture.KEY)).isEmpty();
    assertThat(provider.host(location, AzureFixture.KEY)).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "container",
        "account/",
        "account/c%6fn",
        "/container",
        "Account/container",
        "ab/container",
        "a-b-c/container",
        "account/Container",
        "account/ab",
        "account/a--b",
        "account/-ab",
        "account/container/blob",
        "account/container?x",
        "account/$root",
        "ftp://blobs.example.org/account/container",
        "https://blobs.example.org/container",
        "https://blobs.example.org/account/container/blob",
        "https://account.blob.core.windows.net/account/container",
        "https://account.blob.core.windows.net/",
        "https://blobs.example.org/account/container?sv=1&sig=x",
        "https://u:p@blobs.example.org/account/container",
        "https://127.1/account/container",
        "https:///account/container",
        "http://blobs.example.org/account/container"
      })
  void badLocations(String location) {
    assertThat(provider.check(location, AzureFixture.KEY))
        .extracting(Violation::field)
        .containsExactly("location");
  }
}
