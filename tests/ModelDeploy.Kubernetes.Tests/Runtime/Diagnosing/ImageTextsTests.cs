using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;

public sealed class ImageTextsTests
{
    [Theory]
    [InlineData(FailureReason.ImageNotFound, """rpc error: code = NotFound desc = failed to pull and unpack image "tea/pot:1": failed to resolve reference "tea/pot:1": tea/pot:1: not found""")]
    [InlineData(FailureReason.ImageNotFound, "Error response from daemon: manifest for tea/pot:1 not found: manifest unknown: manifest unknown")]
    [InlineData(FailureReason.ImageNotFound, "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed")]
    [InlineData(FailureReason.ImageNotFound, "reading manifest 1 in tea/pot: name unknown: The repository does not exist")]
    [InlineData(FailureReason.ImageAuth, "failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized")]
    [InlineData(FailureReason.ImageAuth, "failed to resolve reference: unexpected status code [manifests 1]: 403 Forbidden")]
    [InlineData(FailureReason.ImageAuth, "Head https://registry/v2/tea/pot/manifests/1: no basic auth credentials")]
    [InlineData(FailureReason.ImageAuth, "denied: requested access to the resource is denied")]
    [InlineData(FailureReason.ImagePull, """failed to do request: Head "https://nowhere.invalid/v2/x/manifests/1": dial tcp: lookup nowhere.invalid on 10.0.0.10:53: no such host""")]
    [InlineData(FailureReason.ImagePull, """failed to do request: Head "http://localhost/v2/nothing/manifests/1": dial tcp 127.0.0.1:80: connect: connection refused""")]
    [InlineData(FailureReason.ImagePull, """failed to do request: Head "https://registry/v2/": x509: certificate signed by unknown authority""")]
    [InlineData(FailureReason.ImagePull, "http: server gave HTTP response to HTTPS client")]
    [InlineData(FailureReason.ImagePull, "429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit. Log in as authorized user")]
    [InlineData(FailureReason.ImagePull, "write /var/lib/containerd/x: no space left on device")]
    [InlineData(FailureReason.ImagePull, """Back-off pulling image "tea/pot:1" """)]
    [InlineData(FailureReason.ImageInvalid, "no match for platform in manifest sha256:0123: not found")]
    [InlineData(FailureReason.ImageInvalid, "couldn't parse image reference: invalid reference format")]
    public void What_registries_say_is_told_apart(FailureReason reason, string text) => Assert.Equal(reason, ImageTexts.FailureOf("tea/pot:1", text, hasSecret: false).Reason);

    [Fact]
    public void The_images_own_name_says_nothing() =>
        Assert.Equal(FailureReason.ImagePull, ImageTexts.FailureOf("unauthorized/denied:1", """Head "unauthorized/denied:1": EOF""", hasSecret: false).Reason);

    [Fact]
    public void Who_shows_a_secret_and_is_told_that_there_is_nothing_is_not_let_in() =>
        Assert.Equal(FailureReason.ImageAuth, ImageTexts.FailureOf("tea/pot:1", "pull access denied, repository does not exist or may require authorization", hasSecret: true).Reason);
}
