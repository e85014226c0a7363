using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Accounts;

/// <summary>Local accounts on stores in memory: an administrator, and whoever a test adds.</summary>
internal sealed class PeopleUnderTest
{
    public const string Password = "seven wild geese";

    public static readonly Viewer Admin = new(Account.Administrator.Key, "Administrator", IsSystemAdmin: true);
    public static readonly Viewer Member = new(AChange.Ada.Key, "Ada", IsSystemAdmin: false);

    public PeopleUnderTest(bool offered = true)
    {
        var settings = new PasswordSettings(offered);
        Standing = new Standing(Identities, Credentials, settings);
        SignIn = new PasswordSignIn(Credentials, Identities, Hasher, settings, Clock, NullLogger<PasswordSignIn>.Instance);
        Accounts = new LocalAccounts(Credentials, Identities, Hasher, Clock, AnAudit.Into(Audit, Clock));
        Own = new OwnPassword(Credentials, SignIn, Hasher, AnAudit.Into(Audit, Clock));
        Tokens = new ApiTokens(TokenStore, Standing, Clock, AnAudit.Into(Audit, Clock));
        Groups = new GroupCommands(Catalog, new InMemoryDeploymentStore(), Identities, AnAudit.Into(Audit, Clock));
        Departure = new Departure(Credentials, Identities, TokenStore, Catalog, Groups, AnAudit.Into(Audit, Clock));
    }

    public InMemoryAuditLog Audit { get; } = new();

    public ManualTime Clock { get; } = new(AChange.Start);

    public FakeHasher Hasher { get; } = new();

    public InMemoryCredentialStore Credentials { get; } = new();

    public InMemoryIdentityStore Identities { get; } = new(Account.Administrator);

    public InMemoryApiTokenStore TokenStore { get; } = new();

    public InMemoryCatalog Catalog { get; } = new([AGroup.Named()], []);

    public Standing Standing { get; }

    public PasswordSignIn SignIn { get; }

    public LocalAccounts Accounts { get; }

    public OwnPassword Own { get; }

    public ApiTokens Tokens { get; }

    public GroupCommands Groups { get; }

    public Departure Departure { get; }

    /// <summary>Adds somebody with <see cref="Password"/>, who has not changed it yet.</summary>
    public async Task<LocalPerson> AddAsync(string login = "grace", bool admin = false) => Assert.IsType<CommandResult<IssuedPassword>.Accepted>(
        await Accounts.AddAsync(Admin, new NewPerson(login, "Grace", admin, Password), default)).Value.Person;

    /// <summary>The person, signed in.</summary>
    public static Viewer ViewerOf(LocalPerson person) => new(person.Key, person.Name, person.IsSystemAdmin);

    /// <summary>The credential as it is kept now.</summary>
    public async Task<LocalCredential> KeptAsync(PersonKey person) => Assert.IsType<LocalCredential>(await Credentials.FindAsync(person, default));

    /// <summary>Whether a session with this stamp still holds.</summary>
    public async Task<bool> HoldsAsync(PersonKey person, string stamp) => await Standing.OfSessionAsync(person, stamp, default) is not null;
}
