using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>Kubeconfigs that lie beside the one of the cluster under test, where it is a laboratory's.</summary>
public static class LabKubeconfigs
{
    /// <summary>A token that may do everything; skips the test where there is none.</summary>
    public static string AdminByToken => Beside("lab-admin");

    /// <summary>A token without any right; skips the test where there is none.</summary>
    public static string Nobody => Beside("lab-nobody");

    private static string Beside(string user)
    {
        var path = $"{ClusterUnderTest.Kubeconfig}-{user}";
        Assert.SkipUnless(File.Exists(path), $"It needs a kubeconfig for {user} beside the one of the cluster.");
        return path;
    }
}
