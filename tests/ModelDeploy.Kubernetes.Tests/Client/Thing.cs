using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

/// <summary>Any object.</summary>
public sealed record Thing : ApiObject
{
    /// <summary>Its kind.</summary>
    public static ApiKind Kind { get; } = new("example.com", "v1", "things", "Thing");

    /// <summary>As an API server sends it.</summary>
    public static string Json(string name, int version) =>
        $$"""{"apiVersion":"example.com/v1","kind":"Thing","metadata":{"name":"{{name}}","namespace":"n","uid":"u-{{name}}","resourceVersion":"{{version}}"} }""";
}
