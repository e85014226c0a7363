using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Options;

/// <summary>Turns configuration into options, or into the list of everything that is wrong with it. Touches no disk.</summary>
public static class ModelDeployOptionsReader
{
    // From 32768 on the system gives ports to outgoing connections.
    private const int HighestPort = 32767;
    private const int ShortestToken = 16;
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OneHour = TimeSpan.FromHours(1);

    /// <summary>
    /// The options and no errors, or null and at least one error, each a sentence that begins with the key it is about.
    /// A relative data directory is meant from <paramref name="contentRoot"/>.
    /// </summary>
    public static (ModelDeployOptions? Options, IReadOnlyList<string> Errors) Read(IConfiguration configuration, string contentRoot)
    {
        var errors = new List<string>();
        var settings = new SettingsReader(
            configuration.GetSection(ModelDeployOptions.Section), ModelDeployOptions.Section, errors);

        var options = ReadAll(settings, contentRoot);
        RefuseUnsupported(options, settings);
        // Where it is set, the framework believes everybody.
        if ("true".Equals(configuration["ForwardedHeaders_Enabled"], StringComparison.OrdinalIgnoreCase))
            errors.Add($"ASPNETCORE_FORWARDEDHEADERS_ENABLED is true, by which anybody could say who they are. Take it away, and name your proxies in {ModelDeployOptions.Section}:{nameof(ModelDeployOptions.TrustedProxies)}.");
        settings.RefuseUnknown();
        return errors.Count == 0 ? (options, errors) : (null, errors);
    }

    private static ModelDeployOptions ReadAll(SettingsReader settings, string contentRoot)
    {
        var defaults = new ModelDeployOptions { DataDirectory = contentRoot };
        var store = settings.Choice("Store", defaults.Store);
        var oidc = OidcOptionsReader.Read(settings.Part("Oidc"));
        return new ModelDeployOptions
        {
            DataDirectory = Path.GetFullPath(settings.Required("DataDirectory"), contentRoot),
            PublicUrl = settings.Address("PublicUrl")?.AbsoluteUri.TrimEnd('/'),
            TrustedProxies = TrustedProxiesReader.Read(settings),
            Store = store,
            Runtime = settings.Choice("Runtime", defaults.Runtime),
            Controller = settings.Choice("Controller", defaults.Controller),
            Roles = settings.Choices("Roles", defaults.Roles),
            SeedDemo = settings.Flag("SeedDemo", store is StoreKind.Sqlite),
            Deadline = settings.Duration("Deadline", defaults.Deadline, SpecLimits.MinDeadline, SpecLimits.MaxDeadline),
            Limits = ReadLimits(settings.Part("Limits")),
            Metrics = ReadMetrics(settings.Part("Metrics")),
            Oidc = oidc,
            SignIn = ReadSignIn(settings.Part("SignIn"), hasProvider: oidc is not null),
            Keys = KeysOptionsReader.Read(settings.Part("Keys"), contentRoot),
            Kubernetes = ReadCluster(settings.Part("Kubernetes"), contentRoot),
            Local = ReadLocal(settings.Part("Local")),
        };
    }

    private static LimitsOptions ReadLimits(SettingsReader settings)
    {
        var defaults = new LimitsOptions();
        var limits = new LimitsOptions
        {
            Replicas = (int)settings.Number("Replicas", defaults.Replicas, least: 1, most: 1000),
            BodyBytes = settings.Number("BodyBytes", defaults.BodyBytes, least: 1, most: 10_000_000_000),
            AnswerTimeout = settings.Duration("AnswerTimeout", defaults.AnswerTimeout, OneSecond, OneHour),
            IdleTimeout = settings.Duration("IdleTimeout", defaults.IdleTimeout, OneSecond, OneHour),
            ConnectTimeout = settings.Duration("ConnectTimeout", defaults.ConnectTimeout, OneSecond, OneHour),
            EjectAfter = (int)settings.Number("EjectAfter", defaults.EjectAfter, least: 1, most: 1000),
            EjectTime = settings.Duration("EjectTime", defaults.EjectTime, OneSecond, OneHour),
            LongestEjectTime = settings.Duration("LongestEjectTime", defaults.LongestEjectTime, OneSecond, OneHour),
            RetryAfter = settings.Duration("RetryAfter", defaults.RetryAfter, OneSecond, OneHour),
            ClientRequestsPerSecond = (int)settings.Number("ClientRequestsPerSecond", defaults.ClientRequestsPerSecond, least: 0, most: 1_000_000),
            KeysTrustedFor = settings.Duration("KeysTrustedFor", defaults.KeysTrustedFor, OneSecond, OneHour),
            LogBytes = settings.Number("LogBytes", defaults.LogBytes, least: 100_000, most: 100_000_000_000),
        };
        settings.RefuseUnknown();
        return limits;
    }

    private static MetricsOptions ReadMetrics(SettingsReader settings)
    {
        var metrics = new MetricsOptions { Loopback = settings.Flag("Loopback", new MetricsOptions().Loopback), Token = settings.Text("Token") };
        if (metrics.Token is { Length: < ShortestToken })
            settings.Refuse("Token", $"has {metrics.Token.Length} characters, but must have at least {ShortestToken}, so that nobody guesses it.");
        settings.RefuseUnknown();
        return metrics;
    }

    private static SignInOptions ReadSignIn(SettingsReader settings, bool hasProvider)
    {
        // Who has a provider has people, passwords and second factors there: another way in is opened only on wish.
        var signIn = new SignInOptions { Passwords = settings.Flag("Passwords", !hasProvider) };
        settings.RefuseUnknown();
        return signIn;
    }

    private static ClusterOptions ReadCluster(SettingsReader settings, string contentRoot)
    {
        var defaults = new ClusterOptions();
        var cluster = new ClusterOptions
        {
            Kubeconfig = settings.Text("Kubeconfig") is { } file ? Path.GetFullPath(file, contentRoot) : null,
            Context = settings.Text("Context"),
            Namespace = settings.Text("Namespace"),
            Exposure = settings.Choice("Exposure", defaults.Exposure),
            RunAsNonRoot = settings.Flag("RunAsNonRoot", defaults.RunAsNonRoot),
            Ingress = ReadIngress(settings.Part("Ingress")),
        };
        settings.RefuseUnknown();
        return cluster;
    }

    private static IngressSettings ReadIngress(SettingsReader settings)
    {
        var defaults = new IngressSettings();
        var ingress = new IngressSettings
        {
            Host = settings.Text("Host"),
            Class = settings.Text("Class"),
            TlsSecret = settings.Text("TlsSecret"),
            Service = settings.Text("Service") ?? defaults.Service,
            ServicePort = (int)settings.Number("ServicePort", defaults.ServicePort, least: 1, most: 65_535),
            Annotations = settings.Map("Annotations"),
        };
        settings.RefuseUnknown();
        return ingress;
    }

    private static LocalOptions ReadLocal(SettingsReader settings)
    {
        var defaults = new LocalOptions();
        var local = new LocalOptions
        {
            Images = LocalImagesReader.Read(settings.Part("Images")),
            KeepReplicasOnShutdown = settings.Flag("KeepReplicasOnShutdown", defaults.KeepReplicasOnShutdown),
            FirstPort = (int)settings.Number("FirstPort", defaults.FirstPort, least: 1024, most: HighestPort),
            LastPort = (int)settings.Number("LastPort", defaults.LastPort, least: 1024, most: HighestPort),
            StopGrace = settings.Duration("StopGrace", defaults.StopGrace, OneSecond, OneHour),
        };
        if (local.LastPort < local.FirstPort)
            settings.Refuse("LastPort", $"is {local.LastPort}, but must not be below FirstPort, which is {local.FirstPort}.");
        settings.RefuseUnknown();
        return local;
    }

    private static void RefuseUnsupported(ModelDeployOptions options, SettingsReader settings)
    {
        if (options is { Store: StoreKind.Kubernetes, Runtime: RuntimeKind.Processes })
            settings.Refuse("Store", "is Kubernetes, which goes together with Runtime Kubernetes only. Set that too.");
        if (options is { Store: StoreKind.Sqlite, Runtime: RuntimeKind.Kubernetes })
            settings.Refuse("Runtime", "is Kubernetes, which goes together with Store Kubernetes only. Set that too.");
        if (options is { Controller: ControllerKind.External, Store: StoreKind.Sqlite })
            settings.Refuse("Controller", "is External, but only deployments in a cluster can have another operator. Leave it at Embedded.");
        if (options.Store is StoreKind.Sqlite && !Enum.GetValues<Role>().All(options.Takes))
            settings.Refuse("Roles", "leaves parts out, but with Store Sqlite one process takes all of them: Portal,Controller,Gateway.");
        if (options is { Store: StoreKind.Kubernetes, Roles.Count: 0 })
            settings.Refuse("Roles", "names no part. Name at least one of Portal, Controller, Gateway.");
        if (options is { Controller: ControllerKind.External, Store: StoreKind.Kubernetes, Roles: [Role.Controller] })
            settings.Refuse("Roles", "is Controller alone, which has nothing to do while Controller is External.");
    }
}
