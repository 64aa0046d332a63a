package org.castellan.storage.s3;

import java.net.URI;
import java.util.concurrent.ScheduledExecutorService;
import org.castellan.storage.ProviderCredentials;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/**
 * Makes clients that take everything from the backend and nothing from the process: no credentials,
 * profile, region or endpoint of the machine they run on, and no retries of their own.
 */
record S3ClientFactory(SdkHttpClient connections, ScheduledExecutorService timer) {

  S3Client client(URI endpoint, boolean pathStyle, Region region, ProviderCredentials credentials) {
    return S3Client.builder()
        .httpClient(connections)
        .endpointOverride(endpoint)
        .forcePathStyle(pathStyle)
        .region(region)
        .credentialsProvider(StaticCredentialsProvider.create(keys(credentials)))
        .defaultsMode(DefaultsMode.STANDARD)
        .disableS3ExpressSessionAuth(true)
        .crossRegionAccessEnabled(false)
        .fipsEnabled(false)
        .dualstackEnabled(false)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .putAuthScheme(S3AuthScheme.create())
        .serviceConfiguration(signing(endpoint))
        .overrideConfiguration(behaviour())
        .build();
  }

  private static AwsBasicCredentials keys(ProviderCredentials credentials) {
    return AwsBasicCredentials.create(
        credentials.get(S3Form.ACCESS_KEY_ID).orElseThrow(),
        credentials.get(S3Form.SECRET_ACCESS_KEY).orElseThrow());
  }

  /**
   * What has no SHA-256 is protected over plain HTTP by signed chunks; over TLS some refuse them.
   */
  private static S3Configuration signing(URI endpoint) {
    return S3Configuration.builder()
        .chunkedEncodingEnabled(endpoint.getScheme().equals("http"))
        .build();
  }

  private ClientOverrideConfiguration behaviour() {
    ProfileFile none = ProfileFile.aggregator().build();
    return ClientOverrideConfiguration.builder()
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .scheduledExecutorService(timer)
        .defaultProfileFile(none)
        .addExecutionInterceptor(new S3AnswerCheck())
        .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_PREFIX, "Castellan")
        .build();
  }
}
