using ModelDeploy.Portal.Tests.SignIn.OpenId;
using ModelDeploy.Portal.Tests.Startup;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>
/// Everything that can be asked of the portal, by every standing, of their own group and of a foreign one, from the real host. What may not
/// be seen answers exactly as what does not exist.
/// </summary>
public sealed class AccessMatrixTests(AccessPortal portal) : IClassFixture<AccessPortal>
{
    public static TheoryData<string, Standing, Place> Pages => CasesOf(AccessMatrix.Pages, Enum.GetValues<Standing>());

    public static TheoryData<string, Standing, Place> Routes => CasesOf(AccessMatrix.Routes, Enum.GetValues<Standing>());

    public static TheoryData<string, Standing, Place> HubMethods => CasesOf(AccessMatrix.HubMethods, Enum.GetValues<Standing>());

    /// <summary>Nobody who is signed out is a viewer.</summary>
    public static TheoryData<string, Standing, Place> Commands =>
        CasesOf(AccessMatrix.Commands, Enum.GetValues<Standing>().Where(standing => standing is not Standing.SignedOut));

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_shows_everybody_what_the_rules_say(string thing, Standing standing, Place place) =>
        HoldsAsync(AccessMatrix.Pages, new AskedPages(portal), thing, standing, place);

    [Theory]
    [MemberData(nameof(Routes))]
    public Task A_route_answers_everybody_what_the_rules_say(string thing, Standing standing, Place place) =>
        HoldsAsync(AccessMatrix.Routes, new AskedRoutes(portal), thing, standing, place);

    [Theory]
    [MemberData(nameof(HubMethods))]
    public Task A_hub_streams_to_everybody_what_the_rules_say(string thing, Standing standing, Place place) =>
        HoldsAsync(AccessMatrix.HubMethods, new AskedHubs(portal), thing, standing, place);

    [Theory]
    [MemberData(nameof(Commands))]
    public Task A_command_does_for_everybody_what_the_rules_say(string thing, Standing standing, Place place) =>
        HoldsAsync(AccessMatrix.Commands, new AskedCommands(portal), thing, standing, place);

    [Fact]
    public void Every_page_is_in_the_matrix() => AreAllIn(AccessMatrix.Pages, AskedPages.All.Keys);

    [Fact]
    public void Every_route_is_in_the_matrix() => AreAllIn(AccessMatrix.Routes, AskedRoutes.MappedBy(portal.Portal));

    [Fact]
    public void Every_hub_method_is_in_the_matrix() => AreAllIn(AccessMatrix.HubMethods, AskedHubs.All);

    [Fact]
    public void Every_command_is_in_the_matrix() => AreAllIn(AccessMatrix.Commands, AskedCommands.All);

    [Fact]
    public async Task A_provider_adds_only_the_routes_to_it_and_from_it()
    {
        await using var provider = await TestProvider.StartAsync();
        await using var other = new PortalFactory
        {
            Settings = new Dictionary<string, string>
            {
                ["ModelDeploy:Oidc:Authority"] = provider.Issuer,
                ["ModelDeploy:Oidc:ClientId"] = "portal",
                ["ModelDeploy:Oidc:ClientSecret"] = TestProvider.ClientSecret,
                ["ModelDeploy:Oidc:AdminGroup"] = "admins",
            },
        };
        await other.InitializeAsync();
        using var stranger = other.Visitor();

        Assert.Equal(["GET /sign-in/provider", "POST /sign-in/ended"], AskedRoutes.MappedBy(other).Except(ThingsOf(AccessMatrix.Routes)));
        using var led = await stranger.GetAsync("/sign-in/provider");
        Assert.StartsWith(provider.Issuer, led.Headers.Location?.OriginalString, StringComparison.Ordinal);
        using var refused = await stranger.PostAsync("/sign-in/ended", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private static async Task HoldsAsync(IReadOnlyList<AccessRow> table, IAsked kind, string thing, Standing standing, Place place)
    {
        var row = table.Single(row => row.Name == thing);

        Assert.Equal(row.Rights.Of(standing, place), await kind.AskAsync(row, standing, place));
    }

    private static void AreAllIn(IReadOnlyList<AccessRow> table, IEnumerable<string> found)
    {
        var (known, things) = (ThingsOf(table).ToList(), found.ToList());
        Assert.True(things.Except(known).ToList() is { Count: 0 }, $"Nobody has said who gets what of: {string.Join(", ", things.Except(known))}");
        Assert.True(known.Except(things).ToList() is { Count: 0 }, $"These are gone: {string.Join(", ", known.Except(things))}");
    }

    private static IEnumerable<string> ThingsOf(IReadOnlyList<AccessRow> table) => table.Select(row => row.Thing).Distinct().Order(StringComparer.Ordinal);

    private static TheoryData<string, Standing, Place> CasesOf(IReadOnlyList<AccessRow> table, IEnumerable<Standing> standings) =>
    [
        .. from row in table
           from standing in standings
           from place in Enum.GetValues<Place>()
           select (row.Name, standing, place),
    ];
}
