package io.jitaccess.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.identitystore.IdentitystoreClient;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The SDK's clients over one light HTTP client. None repeats a request: a repeated write answers "already there", and
 * then nobody knows whose access it is; reads are repeated by whoever asked. The HTTP client below streams each body
 * with its length given in advance, which is what keeps the JDK from sending a POST a second time.
 */
final class AwsClients implements AutoCloseable {

    private final SdkHttpClient http;
    private final IdentitystoreClient identityStore;
    private final IamClient iam;
    private final StsClient sts;
    private final SsoAdminClient ssoAdmin;
    private final Map<String, CloudTrailClient> trails = new TreeMap<>();

    /**
     * @param trail the regions whose CloudTrail is read
     * @param sso how fast Identity Center is asked
     * @param endpoint where every request goes instead of AWS
     */
    AwsClients(
            AwsCredentialsProvider credentials,
            Region region,
            List<String> trail,
            Duration timeout,
            Pace sso,
            Optional<URI> endpoint) {
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(timeout)
                .socketTimeout(timeout)
                .build();
        Recipe recipe = new Recipe(http, credentials, timeout, endpoint);
        this.identityStore = recipe.client(IdentitystoreClient.builder(), region);
        this.iam = recipe.client(IamClient.builder(), global(region));
        this.ssoAdmin = recipe.client(SsoAdminClient.builder(), region, List.of(new Paced(sso)));
        trail.forEach(name -> trails.put(name, recipe.client(CloudTrailClient.builder(), Region.of(name))));
        this.sts = recipe.client(StsClient.builder(), region);
    }

    SdkHttpClient http() {
        return http;
    }

    IdentitystoreClient identityStore() {
        return identityStore;
    }

    IamClient iam() {
        return iam;
    }

    SsoAdminClient ssoAdmin() {
        return ssoAdmin;
    }

    /** One for each region that was named at the beginning. */
    CloudTrailClient cloudTrail(String region) {
        return Objects.requireNonNull(trails.get(region), region);
    }

    StsClient sts() {
        return sts;
    }

    @Override
    public void close() {
        identityStore.close();
        iam.close();
        sts.close();
        trails.values().forEach(CloudTrailClient::close);
        ssoAdmin.close();
        http.close();
    }

    private static Region global(Region region) {
        return switch (PartitionMetadata.of(region).id()) {
            case "aws-cn" -> Region.AWS_CN_GLOBAL;
            case "aws-us-gov" -> Region.AWS_US_GOV_GLOBAL;
            default -> Region.AWS_GLOBAL;
        };
    }

    /** Holds each call until its turn. */
    private record Paced(Pace pace) implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (!pace.await()) {
                throw AbortedException.create("interrupted before anything was sent");
            }
        }
    }

    private record Recipe(
            SdkHttpClient http, AwsCredentialsProvider credentials, Duration timeout, Optional<URI> endpoint) {

        <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
                B builder, Region region) {
            return client(builder, region, List.of());
        }

        <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
                B builder, Region region, List<ExecutionInterceptor> interceptors) {
            B made = builder.region(region)
                    .credentialsProvider(credentials)
                    .httpClient(http)
                    .overrideConfiguration(options -> options.executionInterceptors(interceptors)
                            .retryStrategy(AwsRetryStrategy.doNotRetry())
                            .apiCallTimeout(timeout.plus(timeout))
                            .apiCallAttemptTimeout(timeout.plus(timeout)));
            endpoint.ifPresent(made::endpointOverride);
            return made.build();
        }
    }
}
