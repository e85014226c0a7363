using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>Reads kubeconfig files, as <c>kubectl</c> has them.</summary>
public static class Kubeconfig
{
    /// <summary>The file that <c>kubectl</c> would read: the first of <c>KUBECONFIG</c> that exists, else <c>~/.kube/config</c>; null when there is none.</summary>
    public static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var usual = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        return named.Append(usual).FirstOrDefault(File.Exists);
    }

    /// <summary>The access that a file describes.</summary>
    /// <param name="path">The file; what it names by relative paths lies beside it.</param>
    /// <param name="context">Which of its contexts; null for its current one.</param>
    /// <param name="clock">For credentials that expire.</param>
    /// <exception cref="ClusterAccessException">It cannot be read, or does not hold together.</exception>
    public static ClusterAccess Load(string path, string? context, TimeProvider clock)
    {
        try
        {
            return Read(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!, context, clock);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or YamlException or FormatException or CryptographicException or ArgumentException)
        {
            throw new ClusterAccessException($"The kubeconfig {path} cannot be used: {failure.Message}", failure);
        }
        catch (ClusterAccessException failure)
        {
            throw new ClusterAccessException($"The kubeconfig {path} cannot be used: {failure.Message}", failure);
        }
    }

    internal static ClusterAccess Read(string text, string folder, string? context, TimeProvider clock)
    {
        var file = Root(text);
        var name = context ?? TextOf(file, "current-context")
            ?? throw new ClusterAccessException("It has no current context; name one (ModelDeploy:Kubernetes:Context).");
        var chosen = Named(file, "contexts", "context", name);
        var cluster = Named(file, "clusters", "cluster", TextOf(chosen, "cluster") ?? "");
        var user = TextOf(chosen, "user") is { } person ? Named(file, "users", "user", person) : new YamlMappingNode();
        var server = TextOf(cluster, "server") ?? throw new ClusterAccessException($"The cluster of the context {name} has no server.");
        return new ClusterAccess
        {
            Server = new Uri(server.TrimEnd('/')),
            Namespace = TextOf(chosen, "namespace") is { Length: > 0 } inNamespace ? inNamespace : "default",
            Authorities = DataOf(cluster, "certificate-authority", folder) is { } authorities ? Certificates.AuthoritiesFromPem(authorities) : null,
            ServerName = TextOf(cluster, "tls-server-name"),
            AcceptsAnyCertificate = TextOf(cluster, "insecure-skip-tls-verify") is "true",
            Credential = CredentialOf(user, folder, clock),
        };
    }

    private static Credential CredentialOf(YamlMappingNode user, string folder, TimeProvider clock)
    {
        if (user.Children.TryGetValue("exec", out var exec) && exec is YamlMappingNode plugin)
            return new ExecCredential(PluginOf(plugin, folder), clock);
        if (TextOf(user, "tokenFile") is { } tokenFile)
            return new TokenFileCredential(Path.GetFullPath(tokenFile, folder), clock);
        if (user.Children.ContainsKey("auth-provider") || TextOf(user, "username") is not null)
            throw new ClusterAccessException("It signs in by an auth-provider or a password, which Kubernetes no longer has; use a token, a certificate or an exec plugin.");
        X509Certificate2? certificate = DataOf(user, "client-certificate", folder) is { } pem && DataOf(user, "client-key", folder) is { } key
            ? Certificates.FromPem(pem, key)
            : null;
        return new Credential.Fixed(TextOf(user, "token"), certificate);
    }

    private static ExecPlugin PluginOf(YamlMappingNode plugin, string folder)
    {
        var command = TextOf(plugin, "command") ?? throw new ClusterAccessException("Its exec plugin has no command.");
        var environment = ListOf(plugin, "env").OfType<YamlMappingNode>()
            .ToDictionary(variable => TextOf(variable, "name") ?? "", variable => TextOf(variable, "value") ?? "", StringComparer.Ordinal);
        return new ExecPlugin(
            // As kubectl does: a name is looked for on the path, a relative file beside the kubeconfig.
            command.Contains('/') ? Path.GetFullPath(command, folder) : command,
            [.. ListOf(plugin, "args").Select(argument => ((YamlScalarNode)argument).Value ?? "")],
            environment,
            TextOf(plugin, "apiVersion") ?? "client.authentication.k8s.io/v1",
            TextOf(plugin, "installHint") ?? "");
    }

    private static YamlMappingNode Root(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents is [{ RootNode: YamlMappingNode root }, ..] ? root : throw new ClusterAccessException("It is empty.");
    }

    private static YamlMappingNode Named(YamlMappingNode file, string list, string content, string name) =>
        ListOf(file, list).OfType<YamlMappingNode>().FirstOrDefault(entry => TextOf(entry, "name") == name) is { } found && ChildOf(found, content) is YamlMappingNode node
            ? node
            : throw new ClusterAccessException($"It has no {content} named \"{name}\".");

    private static YamlNode? ChildOf(YamlMappingNode node, string name) => node.Children.TryGetValue(name, out var child) ? child : null;

    private static IEnumerable<YamlNode> ListOf(YamlMappingNode node, string name) =>
        ChildOf(node, name) as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    private static string? TextOf(YamlMappingNode node, string name) =>
        ChildOf(node, name) is YamlScalarNode { Value: { Length: > 0 } value } ? value : null;

    /// <summary>What stands inline (<c>…-data</c>, base64) or in the file that is named.</summary>
    private static string? DataOf(YamlMappingNode node, string name, string folder)
    {
        if (TextOf(node, $"{name}-data") is { } data)
            return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(data));
        return TextOf(node, name) is { } file ? File.ReadAllText(Path.GetFullPath(file, folder)) : null;
    }
}
