package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.spi.EligibilitySource.Reading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgrammaticSourceTest {

    @Test
    void itOffersTheCatalogueThatItWasGivenLast() {
        ProgrammaticSource source = new ProgrammaticSource("programmatic", Catalogue.EMPTY);
        assertThat(offered(source)).isEqualTo(Catalogue.EMPTY);

        source.replace(another());

        assertThat(offered(source)).isEqualTo(another());
    }

    @Test
    void onlyAnotherCatalogueIsAChange() {
        ProgrammaticSource source = new ProgrammaticSource("programmatic", Catalogue.EMPTY);
        Optional<String> first = source.changed(Optional.empty());
        assertThat(first).isPresent();
        assertThat(source.changed(first)).isEmpty();

        source.replace(new Catalogue(List.of(), List.of()));
        assertThat(source.changed(first)).isEmpty();

        source.replace(another());
        Optional<String> second = source.changed(first);
        assertThat(second).isPresent();
        assertThat(source.changed(second)).isEmpty();
    }

    @Test
    void itsNameMustFitTheRecord() {
        assertThat(new ProgrammaticSource("portal", Catalogue.EMPTY).name()).isEqualTo("portal");
        assertThatThrownBy(() -> new ProgrammaticSource("", Catalogue.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Catalogue another() {
        Rule rule = new Rule("r", new Condition.Always(), new RuleOutcome.Denied("No."));
        return new Catalogue(List.of(new ApprovalPolicy(new PolicyId("p"), List.of(rule))), List.of());
    }

    private static Catalogue offered(ProgrammaticSource source) {
        return ((Reading.Offered) source.read()).catalogue();
    }
}
