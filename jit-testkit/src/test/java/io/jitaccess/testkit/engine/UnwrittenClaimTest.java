package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.StoreException;
import io.jitaccess.spi.store.UnitOfWork;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was found out about a claim is written again where the store failed, and a claim that never can be holds up nothing. */
@CheckInvariants
class UnwrittenClaimTest {

    private final World world;
    private final AtomicInteger failures = new AtomicInteger();

    UnwrittenClaimTest(Oracle oracle) {
        world = new World(oracle);
    }

    @ParameterizedTest
    @CsvSource({"0, ACTIVE", "3, ACTIVE", "1000, ACTIVATING"})
    void aClaimIsWrittenAgainAtOnceButNotForEver(int times, GrantState state) {
        world.automatic("well", world.group("payments"));
        JitAccess node = JitAccess.builder()
                .store(failing(world.store))
                .directory(world.directory)
                .provider(world.provider)
                .settings(Settings.DEFAULTS)
                .build();
        GrantId grant = node.requests()
                .request(ANN, world.draft("well", Duration.ofHours(1)))
                .orElseThrow()
                .grant()
                .orElseThrow();

        failures.set(times);
        node.runDue();

        assertThat(world.stored(grant).state()).isEqualTo(state);
        assertThat(failures.get()).isLessThan(1000);
        failures.set(0);
        world.pass(Duration.ofMinutes(10));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
    }

    /** A store whose units of work fail where the engine looks what is suspended, which it does last for a claim. */
    private Store failing(Store store) {
        return new Store() {
            @Override
            public <T> T joining(Work<T> work) {
                return store.joining(work);
            }

            @Override
            public <T> T separately(Work<T> work) {
                return store.separately(unit -> work.run(watched(unit)));
            }

            @Override
            public <T> T leasing(Work<T> work) {
                return store.leasing(work);
            }

            @Override
            public <T> T reading(Work<T> work) {
                return store.reading(work);
            }
        };
    }

    private UnitOfWork watched(UnitOfWork unit) {
        return (UnitOfWork) Proxy.newProxyInstance(
                UnitOfWork.class.getClassLoader(), new Class<?>[] {UnitOfWork.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("suspensions")
                            && StackWalker.getInstance()
                                    .walk(frames -> frames.anyMatch(
                                            frame -> frame.getClassName().endsWith(".ResolvedClaims")))
                            && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new StoreException("on purpose", new IllegalStateException(), false);
                    }
                    try {
                        return method.invoke(unit, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
