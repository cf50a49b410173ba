package io.jitaccess.entra;

import java.net.URI;

/**
 * Where a tenant lives: a token is asked for, and sent to, the one cloud that is named and no other host
 * (learn.microsoft.com/graph/deployments).
 */
public enum EntraCloud {
    /** Microsoft's global service. */
    GLOBAL(
            "https://graph.microsoft.com",
            "https://login.microsoftonline.com/",
            "https://portal.azure.com/",
            "https://myapps.microsoft.com/"),
    /** US Government, L4. */
    US_GOVERNMENT(
            "https://graph.microsoft.us",
            "https://login.microsoftonline.us/",
            "https://portal.azure.us/",
            "https://portal.azure.us/"),
    /** US Government, L5 (Department of Defense). */
    US_DEFENSE(
            "https://dod-graph.microsoft.us",
            "https://login.microsoftonline.us/",
            "https://portal.azure.us/",
            "https://portal.azure.us/"),
    /** China, operated by 21Vianet. */
    CHINA(
            "https://microsoftgraph.chinacloudapi.cn",
            "https://login.chinacloudapi.cn/",
            "https://portal.azure.cn/",
            "https://portal.azure.cn/");

    private final URI graph;
    private final String login;
    private final String portal;
    private final String home;

    EntraCloud(String graph, String login, String portal, String home) {
        this.graph = URI.create(graph);
        this.login = login;
        this.portal = portal;
        this.home = home;
    }

    URI graph() {
        return graph;
    }

    /** Who issues tokens. */
    String login() {
        return login;
    }

    /** Where roles of the directory are used. */
    String portal() {
        return portal;
    }

    /** Where a person finds what a group opens. */
    String home() {
        return home;
    }

    /** What a token of the library's own account is asked for. */
    String scope() {
        return graph + "/.default";
    }
}
