using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Runtime.Children;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Children;

/// <summary>
/// A real nginx with what ingress-nginx makes of an Ingress (its <c>template.go</c>, <c>buildLocation</c> and <c>buildProxyPass</c>): the path as a
/// regular expression in any case, the rewritten target, and the password file of the Secret that the annotations name.
/// </summary>
internal sealed class NginxIngress : IAsyncDisposable
{
    /// <summary>When this variable is <c>1</c>, a machine without nginx fails the tests instead of skipping them.</summary>
    private const string RequiredVariable = "MODELDEPLOY_TESTS_REQUIRE_NGINX";

    private const string Notes = "nginx.ingress.kubernetes.io/";
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("modeldeploy-nginx-");
    private Process? _nginx;

    private NginxIngress() => Http = new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (_, stop) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri("http://models.example.com") };

    /// <summary>Leads to it, whatever the host of an address.</summary>
    public HttpClient Http { get; }

    private string Socket => Path.Combine(_folder.FullName, "nginx.sock");

    /// <summary>Starts one for these objects of a deployment, before a model at this address. Skips the test where there is no nginx.</summary>
    public static async Task<NginxIngress> StartAsync(IReadOnlyList<Child> children, string model)
    {
        var program = Array.Find(Places, File.Exists);
        if (program is null && Environment.GetEnvironmentVariable(RequiredVariable) != "1")
            Assert.Skip("There is no nginx here; Debian's package nginx-light has it.");
        Assert.NotNull(program);

        var nginx = new NginxIngress();
        try
        {
            await nginx.RunAsync(program, nginx.Configure(children, model));
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_nginx is { } nginx)
        {
            nginx.Kill();
            await nginx.WaitForExitAsync();
            nginx.Dispose();
        }
        _folder.Delete(recursive: true);
    }

    private async Task RunAsync(string program, string configuration)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "nginx.conf"), configuration);
        var nginx = _nginx = Process.Start(new ProcessStartInfo(program, ["-p", _folder.FullName, "-c", "nginx.conf", "-e", "stderr"]) { RedirectStandardError = true })!;
        nginx.ErrorDataReceived += (_, line) => TestContext.Current.TestOutputHelper?.WriteLine(line.Data ?? "");
        nginx.BeginErrorReadLine();
        await Eventually.TrueAsync(async () => nginx.HasExited || await AnswersAsync(), "nginx answers");
        Assert.False(nginx.HasExited);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("/");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string Configure(IReadOnlyList<Child> children, string model)
    {
        var ingress = children.Single(child => child.Kind == Kinds.Ingress).Content;
        var path = (string)ingress["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["path"]!;
        var annotations = ingress["metadata"]!["annotations"]!;
        return $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            events { }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                server {
                    listen unix:{{Socket}};
                    location ~* "^{{path}}" {
                        {{Passwords(children, annotations)}}
                        rewrite "(?i){{path}}" {{(string)annotations[Notes + "rewrite-target"]!}} break;
                        proxy_pass {{model}};
                    }
                }
            }
            """;
    }

    private string Passwords(IReadOnlyList<Child> children, JsonNode annotations)
    {
        if (annotations[Notes + "auth-type"] is null)
            return "";
        Assert.Equal("auth-file", (string?)annotations[Notes + "auth-secret-type"]);
        var secret = children.Single(child => child.Kind == Kinds.Secret && child.Name == (string?)annotations[Notes + "auth-secret"]);
        var file = Path.Combine(_folder.FullName, "passwords");
        File.WriteAllBytes(file, Convert.FromBase64String((string)secret.Content["data"]!["auth"]!));
        return $"""auth_basic "{annotations[Notes + "auth-realm"]}"; auth_basic_user_file {file};""";
    }
}
