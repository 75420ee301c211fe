package io.github.usagebudget.deployment;

import io.github.usagebudget.simulator.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The resources that a deployment creates. A value that only Azure can compute, such as an identity's id, is an expression in brackets. */
final class DeployedResources {
    private final List<Map<?, ?>> all = new ArrayList<>();
    private final Map<String, Object> snapshot;

    DeployedResources(Map<String, Object> snapshot) {
        this.snapshot = snapshot;
        for (var resource : (List<?>) snapshot.get("predictedResources")) all.add((Map<?, ?>) resource);
    }

    List<?> diagnostics() {
        return (List<?>) snapshot.get("diagnostics");
    }

    List<Map<?, ?>> all() {
        return all;
    }

    List<Map<?, ?>> ofType(String type) {
        return all.stream()
                .filter(resource -> type.equals(resource.get("type")))
                .toList();
    }

    List<String> names(String type) {
        return ofType(type).stream()
                .map(resource -> String.valueOf(resource.get("name")))
                .toList();
    }

    /** @param path a path within each resource of the type, such as {@code properties.siteConfig.minTlsVersion} */
    List<Object> values(String type, String path) {
        return ofType(type).stream().map(resource -> value(resource, path)).toList();
    }

    static Object value(Object within, String path) {
        for (var name : path.split("\\.")) within = within instanceof Map<?, ?> map ? map.get(name) : null;
        return within;
    }

    /** The function's app settings. */
    Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        ((Map<?, ?>) values("Microsoft.Web/sites/config", "properties").get(0))
                .forEach((name, value) -> settings.put((String) name, (String) value));
        return settings;
    }

    /** The role assignments as {@code principal: role on scope}, with role names instead of ids. */
    List<String> roles(Map<String, String> namesById) {
        return ofType("Microsoft.Authorization/roleAssignments").stream()
                .map(assignment -> {
                    var id = String.valueOf(value(assignment, "properties.roleDefinitionId"))
                            .replaceFirst(".*/", "");
                    var principal = String.valueOf(value(assignment, "properties.principalId"));
                    return (principal.contains("userAssignedIdentities") ? "function" : principal) + ": "
                            + namesById.getOrDefault(id, id) + " on " + scope(assignment);
                })
                .toList();
    }

    /** Type and name of the resource of a role assignment, such as {@code secrets/partner-center-client-secret}. */
    private static String scope(Map<?, ?> assignment) {
        var target = String.valueOf(assignment.get("id"))
                .replaceFirst("^\\[extensionResourceId\\('([^']*)'.*", "$1")
                .replaceFirst("/providers/Microsoft.Authorization/.*", "")
                .split("/");
        return target[target.length - 2] + "/" + target[target.length - 1];
    }

    @Override
    public String toString() {
        return Json.write(all);
    }
}
