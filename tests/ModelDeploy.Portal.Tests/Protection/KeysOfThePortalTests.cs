using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Setup;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Protection;

/// <summary>A sign-in over starts with other certificates, each start a process of its own.</summary>
public sealed class KeysOfThePortalTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _certificates = new();

    public KeysOfThePortalTests() => Directory.CreateDirectory(_certificates.Path);

    public void Dispose()
    {
        _data.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task A_sign_in_outlives_a_first_certificate_and_another_one_and_no_key_lies_open()
    {
        var (one, other) = (ACertificateFile.Pkcs12(_certificates.Path, "one"), ACertificateFile.Pkcs12(_certificates.Path, "other"));
        var session = await RunAsync(async (link, browser) =>
        {
            using var answer = await browser.GetAsync(link);
            return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        });
        Assert.All(KeyFiles(), key => Assert.Contains("<masterKey", key, StringComparison.Ordinal));

        foreach (var settings in new[] { Named(one), [.. Named(other), .. NamedOld(one)], Named(other) })
        {
            Assert.Equal(HttpStatusCode.OK, await RunAsync((link, browser) => OpenAsync(link, browser, session), settings));
            Assert.NotEmpty(KeyFiles());
            Assert.All(KeyFiles(), key => Assert.DoesNotContain("<masterKey", key, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_the_certificate_there_is_no_start_and_the_words_name_it()
    {
        var one = ACertificateFile.Pkcs12(_certificates.Path, "one");
        await RunAsync(async (link, browser) =>
        {
            using var answer = await browser.GetAsync(link);
            return answer.StatusCode;
        }, Named(one));

        await using var without = Start([]);
        Assert.Equal(1, await without.ExitAsync());
        Assert.Contains("is encrypted for the certificate CN=one ", Assert.Single(without.Errors), StringComparison.Ordinal);

        File.Delete(one.Certificate);
        await using var gone = Start(Named(one));
        Assert.Equal(1, await gone.ExitAsync());
        Assert.StartsWith($"ModelDeploy:Keys:Certificate: the certificate in {one.Certificate} cannot be read.", Assert.Single(gone.Errors), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> OpenAsync(string link, HttpClient browser, string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(link), "/deployments"));
        request.Headers.Add("Cookie", session);
        request.Headers.Add("Accept", "text/html");
        using var answer = await browser.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<T> RunAsync<T>(Func<string, HttpClient, Task<T>> visit, params string[] settings)
    {
        await using var portal = Start(settings);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var seen = await visit(await portal.LinkAsync(), browser);
        Assert.Equal(0, await portal.TerminateAsync());
        return seen;
    }

    private PortalProcess Start(string[] settings) =>
        new(PortalFactory.RepoRoot, [$"--ModelDeploy:DataDirectory={_data.Path}", "--urls", "http://127.0.0.1:0", .. settings]);

    private IEnumerable<string> KeyFiles() => Directory.GetFiles(Path.Combine(_data.Path, DataDirectorySetup.Keys), "*.xml").Select(File.ReadAllText);

    private static string[] Named(CertificateFile file) => [$"--ModelDeploy:Keys:Certificate={file.Certificate}", $"--ModelDeploy:Keys:Password={file.Password}"];

    private static string[] NamedOld(CertificateFile file) => [$"--ModelDeploy:Keys:Old:0:Certificate={file.Certificate}", $"--ModelDeploy:Keys:Old:0:Password={file.Password}"];
}
