using System.Security.Cryptography.X509Certificates;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>The access that a pod has by its service account.</summary>
public static class InClusterAccess
{
    private const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The pod's access, or null when this program does not run in one.</summary>
    public static ClusterAccess? Find(TimeProvider clock) =>
        Find(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"), Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"), Folder, clock);

    internal static ClusterAccess? Find(string? host, string? port, string folder, TimeProvider clock)
    {
        var token = Path.Combine(folder, "token");
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port) || !File.Exists(token))
            return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Path.Combine(folder, "ca.crt"));
        var ownNamespace = Path.Combine(folder, "namespace");
        return new ClusterAccess
        {
            Server = new Uri($"https://{(host.Contains(':') ? $"[{host}]" : host)}:{port}"),
            Namespace = File.Exists(ownNamespace) ? File.ReadAllText(ownNamespace).Trim() : "default",
            Authorities = authorities,
            Credential = new TokenFileCredential(token, clock),
        };
    }
}
