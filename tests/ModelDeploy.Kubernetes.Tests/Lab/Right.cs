using System.Text.Json.Nodes;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>One thing that an account may do.</summary>
/// <param name="Resource">As <c>kubectl</c> names it: <c>deployments.apps</c>, <c>pods/log</c>, <c>groups.primehub.io/status</c>.</param>
/// <param name="Name">The only object of it, or empty for all.</param>
/// <param name="Verb">What it may do.</param>
internal sealed record Right(string Resource, string Name, string Verb)
{
    /// <summary>The rights that rules give, as Roles and the API server's reviews write them.</summary>
    public static IEnumerable<Right> In(JsonNode? rules) =>
        from rule in rules?.AsArray() ?? []
        from apiGroup in Texts(rule["apiGroups"])
        from resource in Texts(rule["resources"])
        from name in Texts(rule["resourceNames"]).DefaultIfEmpty("")
        from verb in Texts(rule["verbs"])
        select new Right(NameOf(apiGroup, resource), name, verb);

    private static string NameOf(string apiGroup, string resource)
    {
        if (apiGroup.Length == 0)
            return resource;
        var parts = resource.Split('/');
        return string.Join('/', [$"{parts[0]}.{apiGroup}", .. parts[1..]]);
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(item => $"{item}");
}
