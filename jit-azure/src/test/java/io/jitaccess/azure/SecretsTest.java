package io.jitaccess.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library's own token shows in no answer, exception or output, whatever fails. */
class SecretsTest {

    private final World world = new World();
    private final AzureProvider provider =
            world.builder().requestTimeout(Duration.ofSeconds(1)).build();
    private final List<String> texts = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void the_own_token_shows_nowhere() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(written, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            for (Kind fault : Kind.values()) {
                all(World.plain(World.GROUP, FakeDefinitions.READER), fault);
                all(World.pim(World.MANAGED_GROUP, FakeDefinitions.READER), fault);
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        texts.add(written.toString(StandardCharsets.UTF_8));
        texts.add(provider.toString());

        assertThat(texts).hasSizeGreaterThan(40).noneMatch(text -> text.contains(FakeAzure.OWN_TOKEN));
    }

    private void all(Entitlement entitlement, Kind fault) {
        AccessRef access = World.access(provider, entitlement, World.ANN);
        world.azure.begin(fault);
        texts.add(provider.observe(access).toString());
        texts.add(provider.assign(access, world.clock.now().plus(Duration.ofHours(1)), false)
                .toString());
        texts.add(provider.revoke(access).toString());
        texts.add(provider.verify(entitlement).toString());
        texts.add(
                thrown(() -> provider.list(entitlement.kind(), Optional.empty()).toString()));
        texts.add(thrown(() -> provider.missingRights().toString()));
        world.azure.heal();
        world.truth.outsiderRemoves(access);
    }

    private static String thrown(Supplier<String> call) {
        try {
            return call.get();
        } catch (ProviderException e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
