package org.castellan.storage.s3;

import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Takes no success for one that lacks what S3 always says with it: a web server that answers 200 to
 * everything has stored nothing.
 */
final class S3AnswerCheck implements ExecutionInterceptor {

  private static final Set<String> ALWAYS_THERE = Set.of("ETag", "UploadId");

  @Override
  public void afterUnmarshalling(
      Context.AfterUnmarshalling context, ExecutionAttributes attributes) {
    SdkResponse answer = context.response();
    for (SdkField<?> field : answer.sdkFields()) {
      if (ALWAYS_THERE.contains(field.memberName())
          && answer.getValueForField(field.memberName(), String.class).isEmpty()) {
        throw SdkClientException.create("no " + field.memberName() + " in the answer");
      }
    }
  }
}
