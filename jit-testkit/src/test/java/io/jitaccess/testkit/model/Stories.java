package io.jitaccess.testkit.model;

import io.jitaccess.testkit.model.Mishap.Then;
import io.jitaccess.testkit.model.Mishap.Where;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random stories. Rare things are rare, so that most stories get far; what shrinks first is the least harmful. */
final class Stories {

    private static final int NODES = 3;

    private Stories() {}

    static Arbitrary<Story> stories(int moves) {
        return Combinators.combine(
                        Arbitraries.of(0, 0, 10, 30),
                        Arbitraries.longs().between(0, 1_000_000),
                        move(true).list().ofMaxSize(moves))
                .as(Story::new);
    }

    /** Stories about one account and one target, so that everything that happens meets. */
    static Arbitrary<Story> narrow(int moves) {
        return Arbitraries.integers()
                .between(0, 4)
                .flatMap(eligibility -> Combinators.combine(
                                Arbitraries.of(0, 0, 10, 30),
                                Arbitraries.longs().between(0, 1_000_000),
                                narrow(eligibility, true).list().ofMaxSize(moves))
                        .as(Story::new));
    }

    private static Arbitrary<Move> narrow(int eligibility, boolean mayArm) {
        // the target of the eligibility with the same index; nobody can act outside on what is issued per grant
        int target = List.of(0, 1, 2, 0, 3).get(eligibility);
        Arbitrary<Move> run = Combinators.combine(node(), seconds()).as(Move.Run::new);
        Arbitrary<Move> ask = Combinators.combine(node(), Arbitraries.of(0, 0, 2), lives())
                .as((node, who, life) -> new Move.Ask(node, who, who, eligibility, life, 0, 0));
        Arbitrary<Move> outside = Combinators.combine(
                        Arbitraries.of(Move.Act.ADDS, Move.Act.REMOVES, Move.Act.ADDS, Move.Act.CHANGES_END),
                        Arbitraries.of(target, target, eligibility == 4 ? 4 : target),
                        Arbitraries.of(0, 0, 10, 100, 4000))
                .as((act, what, end) -> new Move.Outside(act, 0, what, end));
        Arbitrary<Move> common = Arbitraries.frequencyOf(
                Tuple.of(30, run),
                Tuple.of(6, ask),
                Tuple.of(8, outside),
                Tuple.of(6, which(Move.Release::new)),
                Tuple.of(4, Combinators.combine(node(), index(), lives()).as(Move.Extend::new)),
                Tuple.of(
                        eligibility == 3 ? 4 : 0,
                        Combinators.combine(node(), index(), index()).as(Move.Collect::new)));
        return mayArm
                ? Arbitraries.frequencyOf(
                        Tuple.of(2, common),
                        Tuple.of(
                                1,
                                Combinators.combine(node(), mishap(narrow(eligibility, false)))
                                        .as(Move.Arm::new)))
                : common;
    }

    private static Arbitrary<Integer> index() {
        return Arbitraries.integers().between(0, 3);
    }

    private static Arbitrary<Integer> node() {
        return Arbitraries.integers().between(0, NODES - 1);
    }

    private static Arbitrary<Integer> seconds() {
        return Arbitraries.of(0, 1, 2, 5, 9, 11, 20, 31, 45, 61, 121, 301, 1201, 3601);
    }

    private static Arbitrary<Integer> lives() {
        return Arbitraries.of(60, 5, 30, 600, 3600, 7200);
    }

    private static Arbitrary<Boolean> flag() {
        return Arbitraries.of(true, true, true, false);
    }

    private static Arbitrary<Move> move(boolean mayArm) {
        Arbitrary<Move> run = Combinators.combine(node(), seconds()).as(Move.Run::new);
        Arbitrary<Move> pass = seconds().map(Move.Pass::new);
        Arbitrary<Move> ask = Combinators.combine(
                        node(),
                        index(),
                        index(),
                        Arbitraries.integers().between(0, Company.ELIGIBILITIES.size() - 1),
                        lives(),
                        Arbitraries.of(0, 0, 0, 30, 600, 3600),
                        Arbitraries.of(0, 0, 0, 1))
                .as(Move.Ask::new);
        Arbitrary<Move> own = Combinators.combine(
                        node(), index(), Arbitraries.integers().between(0, Company.ELIGIBILITIES.size() - 1), lives())
                .as((node, who, what, life) -> new Move.Ask(node, who, who, what, life, 0, 0));
        Arbitrary<Move> decide = Combinators.combine(node(), index(), index(), flag(), flag())
                .as((node, who, which, approve, fresh) -> new Move.Decide(node, who, which, approve, !fresh));
        Arbitrary<Move> outside = Combinators.combine(
                        Arbitraries.of(
                                Move.Act.ADDS,
                                Move.Act.REMOVES,
                                Move.Act.ADDS,
                                Move.Act.REMOVES,
                                Move.Act.CHANGES_END,
                                Move.Act.HIDES,
                                Move.Act.SHOWS,
                                Move.Act.SHOWS),
                        Arbitraries.integers().between(0, Company.PRINCIPALS.size() - 1),
                        Arbitraries.integers().between(0, Company.TARGETS.size() - 1),
                        Arbitraries.of(0, 0, 10, 100, 4000))
                .as(Move.Outside::new);
        Arbitrary<Move> people = Combinators.combine(
                        Arbitraries.of(
                                Move.Change.BACK,
                                Move.Change.OUTAGE,
                                Move.Change.RETURNS,
                                Move.Change.DISABLED,
                                Move.Change.REMOVED,
                                Move.Change.UNCLEAR_ACCOUNT,
                                Move.Change.NO_ACCOUNT,
                                Move.Change.ACCOUNT),
                        index())
                .as(Move.People::new);
        Arbitrary<Move> common = Arbitraries.frequencyOf(
                Tuple.of(30, run),
                Tuple.of(3, pass),
                Tuple.of(8, own),
                Tuple.of(4, ask),
                Tuple.of(5, decide),
                Tuple.of(7, outside),
                Tuple.of(2, people),
                Tuple.of(3, which(Move.Release::new)),
                Tuple.of(2, which(Move.Revoke::new)),
                Tuple.of(1, which(Move.Withdraw::new)),
                Tuple.of(1, which(Move.Kill::new)),
                Tuple.of(1, which(Move.Suspend::new)),
                Tuple.of(2, which(Move.Resume::new)),
                Tuple.of(1, which(Move.Publish::new)),
                Tuple.of(3, Combinators.combine(node(), index(), lives()).as(Move.Extend::new)),
                Tuple.of(2, Combinators.combine(node(), index(), index()).as(Move.Collect::new)));
        return mayArm
                ? Arbitraries.frequencyOf(
                        Tuple.of(4, common),
                        Tuple.of(
                                1,
                                Combinators.combine(node(), mishap(move(false))).as(Move.Arm::new)))
                : common;
    }

    private interface Which {
        Move move(int node, int which);
    }

    private static Arbitrary<Move> which(Which made) {
        return Combinators.combine(node(), index()).as(made::move);
    }

    private static Arbitrary<Mishap> mishap(Arbitrary<Move> move) {
        Arbitrary<Integer> nth = Arbitraries.integers().between(0, 12);
        Arbitrary<Integer> soon = Arbitraries.integers().between(0, 3);
        Arbitrary<Where> where = Arbitraries.of(Where.class);
        Arbitrary<List<Move>> meanwhile = move.list().ofMaxSize(4);
        Arbitrary<Then> then = Arbitraries.oneOf(
                Arbitraries.just(new Then.Dies()),
                Arbitraries.just(new Then.Breaks()),
                meanwhile.map(Then.Pauses::new),
                meanwhile.map(Then.Pauses::new));
        return Arbitraries.oneOf(
                Combinators.combine(nth, where, then).as(Mishap.InStore::new),
                Combinators.combine(
                                soon,
                                Arbitraries.of(Mishap.Call.LOOK, Mishap.Call.CHANGE, Mishap.Call.OTHER),
                                where,
                                then)
                        .as(Mishap.InCall::new),
                Combinators.combine(Arbitraries.just(Mishap.Call.CHANGE), where, then)
                        .as((call, at, what) -> new Mishap.InCall(0, call, at, what)),
                Combinators.combine(soon, Arbitraries.of(Trouble.class)).as(Mishap.BadChange::new),
                Combinators.combine(soon, Arbitraries.of(Trouble.class)).as(Mishap.BadLook::new));
    }
}
