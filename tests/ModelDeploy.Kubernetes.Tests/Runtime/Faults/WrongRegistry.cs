using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Faults;

/// <summary>A registry on the node that answers as registries do that do not give an image, by the name of the repository.</summary>
internal static class WrongRegistry
{
    private const string Name = "wrong-registry";

    // Container runtimes speak HTTP with registries on their own machine.
    private const string Script = """
        use IO::Socket::INET;
        my $digest = 'sha256:' . '0' x 64;
        my $index = qq({"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"$digest","size":2,"platform":{"architecture":"s390x","os":"linux"}}]});
        sub refusal { my ($code, $message) = @_; qq({"errors":[{"code":"$code","message":"$message","detail":{}}]}) }
        my %answers = (
          missing => ['404 Not Found', '', refusal('MANIFEST_UNKNOWN', 'manifest unknown')],
          private => ['401 Unauthorized', qq(WWW-Authenticate: Basic realm="tea"\r\n), refusal('UNAUTHORIZED', 'authentication required')],
          forbidden => ['403 Forbidden', '', refusal('DENIED', 'requested access to the resource is denied')],
          limited => ['429 Too Many Requests', '', refusal('TOOMANYREQUESTS', 'You have reached your pull rate limit.')],
          broken => ['503 Service Unavailable', '', ''],
          foreign => ['200 OK', qq(Content-Type: application/vnd.oci.image.index.v1+json\r\n), $index],
        );
        my $listening = IO::Socket::INET->new(Listen => 99, LocalPort => PORT, ReuseAddr => 1) or die $!;
        while (my $caller = $listening->accept) {
          sysread $caller, my $request, 65536; # one packet; TLS is answered like everything else, in clear text
          my ($method, $repository) = ($request // '') =~ m{^(\w+) /v2/(\w+)/};
          my ($status, $headers, $body) = @{$answers{$repository // ''} // ['404 Not Found', '', '']};
          $body = '{}' if $request =~ m{/blobs/};
          print $caller "HTTP/1.1 $status\r\n${headers}Content-Length: " . length($body) . "\r\nConnection: close\r\n\r\n" . (($method // '') eq 'HEAD' ? '' : $body);
          close $caller;
        }
        """;

    /// <summary>Starts it and returns the address of its node once it listens.</summary>
    public static async Task<string> StartAsync(ATestNamespace place)
    {
        var pod = ATestNamespace.Named("v1", "Pod", Name);
        var spec = new JsonObject
        {
            ["hostNetwork"] = true,
            ["terminationGracePeriodSeconds"] = 0,
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "registry",
                ["image"] = RuntimeLab.Image,
                ["env"] = new JsonArray(new JsonObject { ["name"] = "SCRIPT", ["value"] = Script.Replace("PORT", $"{FaultCatalog.RegistryPort}", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal) }),
                ["ports"] = new JsonArray(new JsonObject { ["containerPort"] = FaultCatalog.RegistryPort, ["hostPort"] = FaultCatalog.RegistryPort }),
                ["readinessProbe"] = new JsonObject { ["tcpSocket"] = new JsonObject { ["port"] = FaultCatalog.RegistryPort }, ["periodSeconds"] = 1 },
            }),
        };
        spec.Runs("exec perl -e \"$SCRIPT\"");
        pod["spec"] = spec;
        Assert.Null((await place.Client.CreateAsync<JsonObject>(Kinds.Pod, place.Name, pod, default)).Error);
        var running = await Eventually.SomeAsync(async () =>
            (await place.Client.GetAsync<JsonObject>(Kinds.Pod, place.Name, Name, default)).Value is { } found
            && found["status"]?["conditions"]?.AsArray().Any(condition => $"{condition!["type"]}" == "Ready" && $"{condition["status"]}" == "True") == true ? found : null, "the registry listens");
        return $"{running["status"]!["hostIP"]}";
    }
}
