namespace ModelDeploy.Kubernetes.Client;

/// <summary>A kind of objects and where the API server has them.</summary>
/// <param name="Group">Its API group; empty for the core.</param>
/// <param name="Version">The group's version: <c>v1</c>.</param>
/// <param name="Plural">Its name in paths: <c>pods</c>.</param>
/// <param name="Kind">Its name in objects: <c>Pod</c>.</param>
/// <param name="IsNamespaced">False for what belongs to the whole cluster.</param>
public sealed record ApiKind(string Group, string Version, string Plural, string Kind, bool IsNamespaced = true)
{
    /// <summary>As objects name it: <c>apps/v1</c>, for the core only <c>v1</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The path of all objects, of one namespace when that is given.</summary>
    public string PathOf(string? inNamespace = null)
    {
        var root = Group.Length == 0 ? $"api/{Version}" : $"apis/{Group}/{Version}";
        return IsNamespaced && inNamespace is not null ? $"{root}/namespaces/{Uri.EscapeDataString(inNamespace)}/{Plural}" : $"{root}/{Plural}";
    }

    /// <summary>The path of one object, or of a part of it (<c>status</c>, <c>log</c>).</summary>
    public string PathOf(string? inNamespace, string name, string? part = null) =>
        $"{PathOf(inNamespace)}/{Uri.EscapeDataString(name)}{(part is null ? "" : $"/{part}")}";
}
