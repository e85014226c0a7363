using Microsoft.Extensions.Configuration;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Tests.Options;

public sealed class ModelDeployOptionsReaderTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "portal"));

    [Fact]
    public void The_defaults_are_those_of_one_machine()
    {
        var options = Valid();
        Assert.Equal(Path.Combine(Root, "data"), options.DataDirectory);
        Assert.Null(options.PublicUrl);
        Assert.Equal((StoreKind.Sqlite, RuntimeKind.Processes, ControllerKind.Embedded), (options.Store, options.Runtime, options.Controller));
        Assert.Equal([Role.Portal, Role.Controller, Role.Gateway], options.Roles);
        Assert.True(options.SeedDemo);
        Assert.Equal(TimeSpan.FromMinutes(5), options.Deadline);
        Assert.False(options.Local.KeepReplicasOnShutdown);
        Assert.True(options.SignIn.Passwords);
    }

    [Theory]
    [InlineData("DataDirectory", "", "is missing")]
    [InlineData("PublicUrl", "portal.example", "must be an address")]
    [InlineData("PublicUrl", "ftp://portal.example", "must be an address")]
    [InlineData("PublicUrl", "https://portal.example/?a=b", "must be an address")]
    [InlineData("TrustedProxies", "10.0.0.1/8", "Write 10.0.0.0/8")]
    [InlineData("TrustedProxies", "::/0", "is wider than any network of one's own")]
    [InlineData("Store", "Postgres", "must be one of Sqlite, Kubernetes")]
    [InlineData("Store", "7", "must be one of")]
    [InlineData("Store", "Kubernetes", "goes together with Runtime Kubernetes")]
    [InlineData("Runtime", "Docker", "must be one of Processes, Kubernetes")]
    [InlineData("Runtime", "Kubernetes", "goes together with Store Kubernetes")]
    [InlineData("Kubernetes:Exposure", "Tunnel", "must be one of Gateway, Ingress, DirectIngress")]
    [InlineData("Kubernetes:Ingress:ServicePort", "0", "must be a whole number from 1 to 65535")]
    [InlineData("Kubernetes:Cluster", "x", "is not a setting")]
    [InlineData("Controller", "External", "only deployments in a cluster")]
    [InlineData("Roles", "Portal,Gateway", "one process takes all of them")]
    [InlineData("Roles", "Portal,Controller,Gateway,Cook", "must be one of Portal, Controller, Gateway")]
    [InlineData("SeedDemo", "yes", "must be true or false")]
    [InlineData("Deadline", "00:00:09", "must be a time from 00:00:10 to 02:00:00")]
    [InlineData("Deadline", "03:00:00", "must be a time from")]
    [InlineData("Deadline", "5", "must be a time from")]
    [InlineData("Limits:Replicas", "0", "must be a whole number from 1 to 1000")]
    [InlineData("Limits:BodyBytes", "10 MB", "must be a whole number")]
    [InlineData("Limits:AnswerTimeout", "-00:00:01", "must be a time from")]
    [InlineData("Limits:Requests", "1", "is not a setting")]
    [InlineData("Local:KeepReplicasOnShutdown", "1", "must be true or false")]
    [InlineData("Local:Images:busybox", "sh", "needs a Command")]
    [InlineData("Oidc", "https://provider.example", "must have settings of its own")]
    [InlineData("Local:Images", "busybox", "must have settings of its own")]
    [InlineData("Local:Images:busybox:Command", "", "is empty")]
    [InlineData("Keys:CertificateKey", "keys.key", "there is no Certificate")]
    [InlineData("Keys:Password", "hush", "there is no Certificate")]
    [InlineData("Keys:Certificates", "a.pfx", "is not a setting")]
    [InlineData("SignIn:Passwords", "maybe", "must be true or false")]
    [InlineData("SignIn:Links", "false", "is not a setting")]
    [InlineData("DataDir", "x", "is not a setting")]
    public void A_wrong_value_is_refused_by_a_sentence_that_begins_with_its_key(string key, string value, string because)
    {
        var (options, errors) = Read((key, value));
        Assert.Null(options);
        var error = Assert.Single(errors);
        Assert.StartsWith($"ModelDeploy:{key} ", error, StringComparison.Ordinal);
        Assert.Contains(because, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PublicUrl", "PublicUrl:0", "https://portal.example")]
    [InlineData("SeedDemo", "SeedDemo:Group", "true")]
    [InlineData("Limits:Replicas", "Limits:Replicas:least", "1")]
    [InlineData("Deadline", "Deadline:0:Minutes", "5")]
    [InlineData("Roles:0", "Roles:0:Name", "Portal")]
    [InlineData("Local:Images:busybox:Command:0", "Local:Images:busybox:Command:0:0", "sh")]
    [InlineData("Kubernetes:Ingress:Annotations:team", "Kubernetes:Ingress:Annotations:team:name", "a")]
    public void What_has_parts_where_a_text_belongs_is_refused_and_not_passed_over(string key, string set, string value)
    {
        var (options, errors) = Read((set, value));
        Assert.Null(options);
        Assert.Contains(errors, error => error.StartsWith($"ModelDeploy:{key} has parts (", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_words_are_one_text_or_a_list()
    {
        (string, string)[] cluster = [("Store", "Kubernetes"), ("Runtime", "Kubernetes")];
        Assert.Equal([Role.Portal, Role.Gateway], Valid([.. cluster, ("Roles", "portal gateway, Portal")]).Roles);
        Assert.Equal([Role.Portal, Role.Gateway], Valid([.. cluster, ("Roles:0", "Portal"), ("Roles:1", " Gateway ")]).Roles);
    }

    [Fact]
    public void A_process_in_a_cluster_may_take_any_part_but_not_none()
    {
        var split = Valid(("Store", "Kubernetes"), ("Runtime", "Kubernetes"), ("Roles", "Gateway, Controller"));
        Assert.Equal((false, true, true), (split.Takes(Role.Portal), split.Takes(Role.Controller), split.Takes(Role.Gateway)));

        Assert.Contains("names no part", Assert.Single(Read(("Store", "Kubernetes"), ("Runtime", "Kubernetes"), ("Roles", ",")).Errors), StringComparison.Ordinal);
        Assert.Contains("has nothing to do", Assert.Single(Read(("Store", "Kubernetes"), ("Runtime", "Kubernetes"), ("Controller", "External"), ("Roles", "Controller")).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_is_described_whole_and_gets_no_demo_unless_asked_for()
    {
        var options = Valid(
            ("Store", "Kubernetes"), ("Runtime", "Kubernetes"), ("Kubernetes:Kubeconfig", "lab/config"), ("Kubernetes:Namespace", "models"),
            ("Kubernetes:Exposure", "Ingress"), ("Kubernetes:Ingress:Host", "models.example"), ("Kubernetes:Ingress:Annotations:a.example/b", "c"));

        Assert.False(options.SeedDemo);
        Assert.Equal(Path.Combine(Root, "lab", "config"), options.Kubernetes.Kubeconfig);
        Assert.Equal(("models", ExposureKind.Ingress, "models.example"), (options.Kubernetes.Namespace, options.Kubernetes.Exposure, options.Kubernetes.Ingress.Host));
        Assert.Equal("c", options.Kubernetes.Ingress.Annotations["a.example/b"]);
        Assert.True(Valid(("Store", "Kubernetes"), ("Runtime", "Kubernetes"), ("SeedDemo", "true")).SeedDemo);
    }

    [Fact]
    public void Certificates_of_keys_are_meant_from_the_folder_of_the_settings_and_passwords_are_not_printed()
    {
        var keys = Valid(("Keys:Certificate", "now.crt"), ("Keys:CertificateKey", "now.key"), ("Keys:Password", "hush"), ("Keys:Old:0:Certificate", "before.pfx"), ("Keys:Old:0:Password", "hush")).Keys;

        Assert.Equal(new CertificateFile(Path.Combine(Root, "now.crt"), Path.Combine(Root, "now.key"), "hush"), keys.Current);
        Assert.Equal([new CertificateFile(Path.Combine(Root, "before.pfx"), null, "hush")], keys.Old);
        Assert.DoesNotContain("hush", $"{keys} {keys.Current}", StringComparison.Ordinal);
        Assert.Equal("ModelDeploy:Keys:Old:0:Certificate is missing.", Assert.Single(Read(("Keys:Old:0:Password", "hush")).Errors));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var (_, errors) = Read(("Store", "x"), ("SeedDemo", "x"), ("Limits:Replicas", "x"), ("Local:Images:a:Command:0", ""), ("Typo", "x"));
        Assert.Equal(5, errors.Count);
    }

    [Fact]
    public void Values_are_read_in_any_case_and_trimmed()
    {
        var options = Valid(("store", " sqlite "), ("PublicUrl", " https://models.example/ "), ("Roles", "gateway, portal ,CONTROLLER"), ("Deadline", "0:10:00"));
        Assert.Equal("https://models.example", options.PublicUrl);
        Assert.Equal(3, options.Roles.Count);
        Assert.Equal(TimeSpan.FromMinutes(10), options.Deadline);
    }

    [Fact]
    public void An_image_reference_may_hold_colons()
    {
        var options = Valid(
            ("Local:Images:registry:5000/iris:1.0:Command:0", "python3"),
            ("Local:Images:registry:5000/iris:1.0:Command:1", "{app}/serve.py"),
            ("Local:Images:registry:5000/iris:1.0:WorkingDirectory", "{app}/iris"),
            ("Local:Images:registry:5000/iris:1.0:Environment:MODE", "fast"),
            ("Local:Images:registry:5000/iris:2.0:Command:0", "iris"));
        Assert.Equal(["registry:5000/iris:1.0", "registry:5000/iris:2.0"], options.Local.Images.Keys.Order(StringComparer.Ordinal));
        var image = options.Local.Images["registry:5000/iris:1.0"];
        Assert.Equal(["python3", "{app}/serve.py"], image.Command);
        Assert.Equal("{app}/iris", image.WorkingDirectory);
        Assert.Equal("fast", image.Environment["MODE"]);
        Assert.Null(options.Local.Images["registry:5000/iris:2.0"].WorkingDirectory);
    }

    [Fact]
    public void The_shipped_settings_are_valid_and_name_the_sample_models()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(Startup.PortalFactory.RepoRoot, "appsettings.json")).Build();
        var (options, errors) = ModelDeployOptionsReader.Read(configuration, Root);
        Assert.Empty(errors);
        Assert.Superset(
            new HashSet<string> { "modeldeploy/iris:1.0", "modeldeploy/iris:2.0", "modeldeploy/housing:1.0" },
            options!.Local.Images.Keys.ToHashSet());
    }

    private static ModelDeployOptions Valid(params IEnumerable<(string Key, string Value)> settings)
    {
        var (options, errors) = Read(settings);
        Assert.Empty(errors);
        return options!;
    }

    private static (ModelDeployOptions? Options, IReadOnlyList<string> Errors) Read(params IEnumerable<(string Key, string Value)> settings)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["ModelDeploy:DataDirectory"] = "./data" };
        foreach (var (key, value) in settings)
            values[$"ModelDeploy:{key}"] = value;
        return ModelDeployOptionsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build(), Root);
    }
}
