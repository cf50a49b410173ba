package io.jitaccess.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is next where many wait for a place. */
@Timeout(30)
class PlacesTest {

    private static final long LONG = TimeUnit.SECONDS.toNanos(20);

    private final TestClock clock = new TestClock();
    private final Places places = new Places(1, Duration.ofMinutes(15), Duration.ofMinutes(1), clock.asClock());
    private final BlockingQueue<String> order = new LinkedBlockingQueue<>();

    @Test
    void ends_go_before_begins_that_came_first() throws Exception {
        assertThat(orderOf(List.of("begin 1", "begin 2", "end 1", "end 2")))
                .containsExactly("end 1", "end 2", "begin 1", "begin 2");
    }

    @Test
    void after_four_ends_in_a_row_one_begin_goes_so_that_none_waits_for_ever() throws Exception {
        List<String> come = new ArrayList<>(List.of("begin 1", "begin 2"));
        for (int i = 1; i <= 10; i++) {
            come.add("end " + i);
        }
        assertThat(orderOf(come))
                .containsExactly(
                        "end 1", "end 2", "end 3", "end 4", "begin 1", "end 5", "end 6", "end 7", "end 8", "begin 2",
                        "end 9", "end 10");
    }

    @Test
    void ends_that_held_nobody_up_do_not_count() throws Exception {
        List<String> come = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            come.add("end " + i);
        }
        assertThat(orderOf(come)).startsWith("end 1").hasSize(6);
        assertThat(orderOf(List.of("begin 1", "end 7"))).containsExactly("end 7", "begin 1");
    }

    @Test
    void who_waits_behind_another_of_his_key_lets_those_of_other_keys_pass() throws Exception {
        Places two = new Places(2, Duration.ofMinutes(15), Duration.ofMinutes(1), clock.asClock());
        try (Places.Place first = two.take("a", false, LONG).orElseThrow()) {
            assertThat(two.isTaken("a")).isTrue();
            // an end of the same key, for which there is a place, but not its turn
            Thread same = thread(() -> two.take("a", true, LONG).ifPresent(Places.Place::close), "same");
            awaitWaiting(same);
            two.take("b", false, 0).orElseThrow().close();
            assertThat(same.isAlive()).isTrue();
            first.ended();
        }
    }

    @Test
    void a_place_is_taken_until_the_operation_has_ended_and_then_free_for_one() {
        List<Places.Seen> answers = new ArrayList<>(List.of(Places.Seen.RUNNING, Places.Seen.ENDED));
        try (Places.Place place = places.take("a", false, LONG).orElseThrow()) {
            place.begins();
            place.goesOn(() -> answers.remove(0));
        }
        assertThat(places.take("b", true, LONG)).isEmpty();
        assertThat(answers).hasSize(1);
        clock.advance(Places.BETWEEN_LOOKS);
        places.take("b", true, LONG).orElseThrow().close();
        assertThat(answers).isEmpty();
    }

    @Test
    void a_look_that_fails_takes_nobodys_place() {
        try (Places.Place place = places.take("a", false, LONG).orElseThrow()) {
            place.goesOn(() -> {
                throw new IllegalStateException("no look");
            });
        }
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> places.take("b", true, LONG)))
                .isInstanceOf(IllegalStateException.class);
        clock.advance(Duration.ofMinutes(1));
        Optional<Places.Place> next = places.take("b", true, LONG);
        assertThat(next).isPresent();
    }

    @Test
    void who_is_interrupted_leaves_the_line_and_the_next_one_is_served() throws Exception {
        Places.Place held = places.take("a", false, LONG).orElseThrow();
        Thread interrupted = thread(
                () -> order.add("interrupted " + places.take("b", true, LONG).isPresent()
                        + Thread.currentThread().isInterrupted()),
                "interrupted");
        awaitWaiting(interrupted);
        Thread next =
                thread(() -> order.add("next " + places.take("c", true, LONG).isPresent()), "next");
        awaitWaiting(next);
        interrupted.interrupt();
        assertThat(order.poll(10, TimeUnit.SECONDS)).isEqualTo("interrupted falsetrue");
        held.close();
        assertThat(order.poll(10, TimeUnit.SECONDS)).isEqualTo("next true");
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_place_for_longer() {
        try (Places.Place place = places.take("a", false, LONG).orElseThrow()) {
            place.begins();
        }
        clock.set(clock.now().minus(Duration.ofHours(5)));
        assertThat(places.take("b", true, LONG)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(places.take("b", true, LONG)).isPresent();
    }

    /** Lets them come one after the other while the only place is taken, and each go on at once. */
    private List<String> orderOf(List<String> come) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(come.size());
        try (Places.Place held = places.take("held", true, LONG).orElseThrow()) {
            for (String name : come) {
                Thread thread = thread(
                        () -> {
                            try (Places.Place place = places.take(name, name.startsWith("end"), LONG)
                                    .orElseThrow()) {
                                order.add(name);
                                place.ended();
                            }
                            done.countDown();
                        },
                        name);
                threads.add(thread);
                awaitWaiting(thread);
            }
            held.ended();
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        List<String> was = new ArrayList<>();
        order.drainTo(was);
        return was;
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (Arrays.stream(thread.getStackTrace())
                .noneMatch(frame -> frame.getClassName().equals(Places.class.getName())
                        && frame.getMethodName().equals("await"))) {
            assertThat(thread.isAlive() && !Thread.currentThread().isInterrupted())
                    .as(thread.getName() + " waits")
                    .isTrue();
        }
    }
}
