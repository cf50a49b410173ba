package io.jitaccess.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.eligibility.Catalogue;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CatalogueJsonProperties {

    @Property(tries = 500)
    void whatIsWrittenIsReadBackEqual(@ForAll("catalogues") Catalogue catalogue) {
        assertThat(CatalogueJson.read(CatalogueJson.write(catalogue))).isEqualTo(catalogue);
    }

    @Property(tries = 200)
    void equalCataloguesGiveEqualDocuments(@ForAll("catalogues") Catalogue catalogue) {
        String document = CatalogueJson.write(catalogue);

        assertThat(CatalogueJson.write(CatalogueJson.read(document))).isEqualTo(document);
    }

    @Provide
    Arbitrary<Catalogue> catalogues() {
        return SomeCatalogues.any();
    }
}
