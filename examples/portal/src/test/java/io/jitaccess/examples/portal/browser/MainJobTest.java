package io.jitaccess.examples.portal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.examples.portal.RunningPortal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's main job, clicked through in a real browser. Opt-in: {@code -Pbrowser}. */
@Tag("browser")
class MainJobTest {

    @TempDir
    static Path folder;

    private static RunningPortal portal;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        Path program = Chromium.installed()
                .orElseThrow(() -> new IllegalStateException("no Chromium on the path; name one in JIT_CHROMIUM"));
        portal = RunningPortal.startWithShortPeek(folder, "PT8S");
        browser = Chromium.start(program, 1200, 900, false);
        browser.open(portal.url() + "/");
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (portal != null) {
            portal.close();
        }
    }

    private static void actAs(String name) {
        browser.click("button.person", name);
        browser.waitFor("document.querySelector('button.person[aria-pressed=true]').textContent.startsWith("
                + Chromium.quoted(name) + ")");
    }

    private static void go(String page) {
        browser.click("nav a", page);
        browser.waitFor(
                "document.querySelector('nav a[aria-current]').textContent.startsWith(" + Chromium.quoted(page) + ")");
    }

    @Test
    void theMainJobFromAskToAuditTrail() {
        actAs("Ana");
        browser.click("button", "Ask for Database debugging");
        // what people type is shown as they typed it, never as part of the page
        browser.type("Reason", "<img src=x onerror=document.title='owned'> order 41");
        browser.waitForText("Your request will wait for a decision");
        browser.click("dialog button", "Ask");
        browser.waitForText("0 of 1 approval by Carla Costa or anyone in dba");

        actAs("Carla");
        go("Decide");
        browser.waitForText("<img src=x onerror=document.title='owned'> order 41");
        browser.waitForText("Risk: low");
        browser.click("button", "Approve");
        browser.click("dialog button.primary", "Approve");
        browser.waitForText("Nothing waits for your decision.");

        actAs("Ana");
        go("My access");
        browser.click("button", "Get login");
        browser.waitForText("psql");
        browser.click("button", "Run");
        browser.waitForText("9 rows");
        browser.click("button", "Extend");
        browser.type("By how many minutes", "5");
        browser.type("Reason", "nearly there");
        browser.waitForText("Your request will wait for a decision");
        browser.click("dialog button", "Ask for more time");
        browser.waitForText("asked for 5 min more, waiting");
        actAs("Dmitri");
        go("Decide");
        browser.click("button", "Approve");
        browser.click("dialog button.primary", "Approve");
        browser.waitForText("Nothing waits for your decision.");
        actAs("Ana");
        go("My access");
        browser.waitFor("document.querySelector('.clock').textContent.startsWith('34:')");
        browser.click("button", "Give back");
        browser.click("dialog button", "Give back");
        browser.waitForText("ended: released");
        browser.waitForText("The database cut your session");

        go("Ask");
        browser.click("button", "Ask for One-minute peek");
        browser.waitForText("You get it at once");
        browser.click("dialog button", "Ask");
        browser.click("button", "Get login");
        browser.waitForText("psql");
        browser.waitForText("ended: expired");

        go("Ask");
        browser.click("button", "Ask for Database debugging");
        browser.type("For how many minutes", "5");
        browser.type("Reason", "one more look");
        browser.waitForText("You get it at once");
        browser.click("dialog button", "Ask");
        browser.waitFor("[...document.querySelectorAll('.clock')].some(e => e.textContent.startsWith('4:5'))");

        actAs("Erin");
        go("Administration");
        browser.waitForText("Database debugging");
        browser.click("button", "Count");
        browser.waitForText("1 live grant and 0 pending requests");
        browser.type("Why", "laptop lost");
        browser.click("dialog button.danger", "End 1 grant");
        browser.waitForText("kill switch: laptop lost");
        browser.waitForText("Nobody holds anything now.");
        browser.click("button", "Lift");
        browser.waitForText("Nothing: granting goes on everywhere.");

        actAs("Felix");
        go("Audit trail");
        browser.waitForText("Kill switch used");
        browser.waitForText("Credential collected");

        assertThat(browser.eval("document.title").asString()).endsWith("JIT Access");
        assertThat(browser.errors()).isEmpty();
    }
}
