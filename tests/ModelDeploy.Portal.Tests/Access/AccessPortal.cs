using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>
/// The real host with two groups, in each of them a deployment that serves, a private one with a client and a deleted one, and a person
/// of every standing, signed in.
/// </summary>
public sealed class AccessPortal : IAsyncLifetime
{
    /// <summary>A group that does not exist. It is as long as those that do, so that whole answers can be compared.</summary>
    public const string NoGroup = "nowhere";

    /// <summary>By what somebody signs in who has a password.</summary>
    public const string Login = "rowan.tree";

    private static readonly CancellationToken Stop = CancellationToken.None;
    private readonly List<ServiceDescriptor> _registered = [];
    private readonly Dictionary<Standing, HttpClient> _browsers = [];
    private readonly Dictionary<Standing, string> _cookies = [];
    private readonly Dictionary<Standing, HttpClient> _programs = [];
    private int _made;

    public AccessPortal() => Portal = new PortalFactory
    {
        Settings = new Dictionary<string, string> { ["ModelDeploy:Metrics:Loopback"] = "false", ["ModelDeploy:SeedDemo"] = "false" },
        Further = _registered.AddRange,
    };

    /// <summary>The host.</summary>
    internal PortalFactory Portal { get; }

    /// <summary>What it registered.</summary>
    internal IReadOnlyList<ServiceDescriptor> Registered => _registered;

    /// <summary>Whose things are asked for in vain.</summary>
    internal static Viewer Otto { get; } = Person("otto", isSystemAdmin: false);

    /// <summary>A service of the host.</summary>
    internal T Get<T>() where T : notnull => Portal.Services.GetRequiredService<T>();

    /// <summary>The person of this standing.</summary>
    internal static Viewer ViewerOf(Standing standing) => Person(standing.ToString(), standing is Standing.SystemAdmin);

    /// <summary>The group's name; it is part of everything that belongs to it.</summary>
    internal static string GroupAt(Place place) => place is Place.Own ? "birches" : "cypress";

    /// <summary>The id of one of a group's deployments.</summary>
    internal static string IdOf(string group, Subject subject) => $"{group}-{subject.ToString().ToLowerInvariant()}";

    /// <summary>The person's browser; it shows redirects instead of following them.</summary>
    internal HttpClient BrowserOf(Standing standing) => _browsers[standing];

    /// <summary>The browser's cookies, or null when nobody is signed in.</summary>
    internal string? CookiesOf(Standing standing) => _cookies.GetValueOrDefault(standing);

    /// <summary>A program with the person's token.</summary>
    internal HttpClient ProgramOf(Standing standing) => _programs[standing];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await Portal.InitializeAsync();
        foreach (var viewer in Enum.GetValues<Standing>().Where(standing => standing is not Standing.SignedOut).Select(ViewerOf).Append(Otto))
            await Get<IIdentityStore>().SaveAccountAsync(new Account(viewer.Person, viewer.Name, viewer.IsSystemAdmin), Stop);
        Assert.IsType<CommandResult<IssuedPassword>.Accepted>(await Get<LocalAccounts>().AddAsync(Viewer.System, new NewPerson(Login, "Rowan", false, null), Stop));
        await Get<ICatalog>().SaveInstanceTypeAsync(AnInstanceType.Named(), Stop);
        foreach (var place in Enum.GetValues<Place>())
            await FillAsync(GroupAt(place), place);
        await Get<ICatalog>().SaveInstanceTypeAsync(AnInstanceType.Named("shared").ForGroups(Enum.GetValues<Place>().Select(GroupAt)), Stop);
        foreach (var standing in Enum.GetValues<Standing>())
            await EquipAsync(standing);
        await ReadyAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _browsers.Values.Concat(_programs.Values))
            client.Dispose();
        await Portal.DisposeAsync();
    }

    /// <summary>Another group of that place, with a private deployment in it that is stopped, for a command that changes something.</summary>
    internal async Task<string> AddGroupAsync(Place place)
    {
        var group = $"{GroupAt(place)}-{++_made}";
        await SaveGroupAsync(group, place);
        await DeployPrivateAsync(group);
        return group;
    }

    private async Task FillAsync(string group, Place place)
    {
        await SaveGroupAsync(group, place);
        await DeployAsync(group, Subject.Public, Spec(group) with { ModelImage = "modeldeploy/iris:1.0", Stop = false });
        await DeployPrivateAsync(group);
        await DeployAsync(group, Subject.Deleted, Spec(group));
        Assert.IsType<CommandResult<Deployment>.Accepted>(await Get<DeploymentCommands>().DeleteAsync(Viewer.System, IdOf(group, Subject.Deleted), Stop));
    }

    private async Task SaveGroupAsync(string name, Place place)
    {
        var group = AGroup.Named(name);
        group = place is Place.Foreign
            ? group.WithMember(Otto.Ref, GroupRole.Admin)
            : group.WithMember(ViewerOf(Standing.GroupAdmin).Ref, GroupRole.Admin).WithMember(ViewerOf(Standing.Member).Ref);
        Assert.IsType<StoreResult<Group>.Stored>(await Get<ICatalog>().SaveGroupAsync(group, Stop));
    }

    private async Task DeployPrivateAsync(string group)
    {
        await DeployAsync(group, Subject.Private, Spec(group) with { Access = AccessType.Private });
        Assert.IsType<CommandResult<NewClientKey>.Accepted>(
            await Get<ClientKeyCommands>().AddAsync(Viewer.System, IdOf(group, Subject.Private), "caller", null, Stop));
    }

    private async Task DeployAsync(string group, Subject subject, DeploymentSpec spec) => Assert.IsType<CommandResult<Deployment>.Accepted>(
        await Get<DeploymentCommands>().CreateAsync(Viewer.System, IdOf(group, subject), spec, Stop));

    /// <summary>Nothing that could run, and stopped.</summary>
    internal static DeploymentSpec Spec(string group) =>
        ASpec.Usual.WithGroup(group).WithDisplayName($"Model of {group}").WithImage($"{group}/nothing:1").Stopped();

    private async Task EquipAsync(Standing standing)
    {
        var browser = _browsers[standing] = Portal.Visitor();
        var program = _programs[standing] = new HttpClient { BaseAddress = browser.BaseAddress };
        if (standing is Standing.SignedOut)
            return;
        var viewer = ViewerOf(standing);
        using var opened = await browser.GetAsync($"/sign-in?token={await Get<SignInLinks>().IssueAsync(viewer.Person, Stop)}");
        _cookies[standing] = opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var token = Assert.IsType<CommandResult<NewApiToken>.Accepted>(await Get<ApiTokens>().CreateAsync(viewer, "theirs", ApiTokenScope.Read, 1, Stop));
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Value.Text);
    }

    private async Task ReadyAsync()
    {
        var feed = Get<DeploymentFeed>();
        foreach (var group in Enum.GetValues<Place>().Select(GroupAt))
        {
            await Eventually.TrueAsync(() => feed.Find(Viewer.System, IdOf(group, Subject.Public))?.Phase is DeploymentPhase.Deployed, "the model serves");
            await Eventually.TrueAsync(() => feed.Find(Viewer.System, IdOf(group, Subject.Deleted)) is null, "the deleted one is gone");
        }
        await Get<UsageRecorder>().MeasureAsync(Stop);
    }

    private static Viewer Person(string name, bool isSystemAdmin) => new(new PersonKey(PersonKey.LocalIssuer, name), name, isSystemAdmin);
}
