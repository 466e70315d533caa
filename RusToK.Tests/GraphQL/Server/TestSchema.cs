using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Loaders;
using RusToK.Core.Errors;

namespace RusToK.Tests.GraphQL.Server;

/// <summary>A small schema with one field for each behaviour of the server.</summary>
internal sealed class TestSchema : Schema
{
    public TestSchema(IServiceProvider services)
        : base(services)
    {
        Query = new QueryType();
        Mutation = new MutationType();
    }

    internal sealed record Author(int Id, string Name);

    internal sealed record Book(int Id, string Title, int AuthorId);

    internal sealed record Page(IReadOnlyList<Book> Books);

    /// <summary>What the resolvers did in one host, and what they wait for.</summary>
    internal sealed class Probe
    {
        private int _running;

        public List<int> AuthorBatches { get; } = [];

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int MostAtOnce { get; private set; }

        public async Task<int> EnterAsync()
        {
            var running = Interlocked.Increment(ref _running);
            MostAtOnce = Math.Max(MostAtOnce, running);
            await Task.Yield();
            Interlocked.Decrement(ref _running);
            return running;
        }
    }

    /// <summary>A service of the request's scope.</summary>
    internal sealed class Scoped
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    private sealed class AuthorType : ObjectGraphType<Author>
    {
        public AuthorType()
        {
            Name = "Author";
            Field(a => a.Id);
            Field(a => a.Name);
        }
    }

    private sealed class BookType : ObjectGraphType<Book>
    {
        public BookType()
        {
            Name = "Book";
            Field(b => b.Id);
            Field(b => b.Title);
            Field<AuthorType>("author").Resolve(context => context.LoadOne<int, Author>(
                "authorById", context.Source.AuthorId, (ids, _) =>
                {
                    context.RequestServices!.GetRequiredService<Probe>().AuthorBatches.Add(ids.Count);
                    return Task.FromResult<IReadOnlyDictionary<int, Author>>(ids.ToDictionary(id => id, id => new Author(id, $"Author {id}")));
                }));
            Field<AuthorType>("brokenAuthor").Resolve(context => context.LoadOne<int, Author>(
                "brokenAuthorById", context.Source.Id, (_, _) => throw new InvalidOperationException("secret of the batch")));
            Field<ListGraphType<StringGraphType>>("words").Resolve(context => context.LoadMany<int, string>(
                "wordsByBook", context.Source.Id, (ids, _) => Task.FromResult(
                    ids.Where(id => id % 2 == 0).SelectMany(id => new[] { (id, word: "a"), (id, word: "b") }).ToLookup(x => x.id, x => x.word))));
            Field<ListGraphType<BookType>>("related").Resolve(_ => Array.Empty<Book>());
            Field<ListGraphType<BookType>>("fewRelated").WithAssumedListSize(2).Resolve(_ => Array.Empty<Book>());
            Field<BookType>("next").Resolve(context => context.Source);
        }
    }

    private sealed class EdgeType : ObjectGraphType<Book>
    {
        public EdgeType()
        {
            Name = "BookEdge";
            Field<StringGraphType>("cursor").Resolve(context => $"c{context.Source.Id}");
            Field<BookType>("node").Resolve(context => context.Source);
        }
    }

    private sealed class PageInfoType : ObjectGraphType<Page>
    {
        public PageInfoType()
        {
            Name = "PageInfo";
            Field<BooleanGraphType>("hasNextPage").Resolve(_ => false);
        }
    }

    private sealed class ConnectionType : ObjectGraphType<Page>
    {
        public ConnectionType()
        {
            Name = "BookConnection";
            Field<ListGraphType<EdgeType>>("edges").Resolve(context => context.Source.Books);
            Field<PageInfoType>("pageInfo").Resolve(context => context.Source);
        }
    }

    private sealed class PartInput : InputObjectGraphType
    {
        public PartInput()
        {
            Name = "PartInput";
            Field<NonNullGraphType<StringGraphType>>("slug");
        }
    }

    private sealed class BookInput : InputObjectGraphType
    {
        public BookInput()
        {
            Name = "BookInput";
            Field<NonNullGraphType<StringGraphType>>("title");
            Field<ListGraphType<NonNullGraphType<PartInput>>>("parts");
        }
    }

    private sealed class QueryType : ObjectGraphType
    {
        public QueryType()
        {
            Name = "Query";
            Field<StringGraphType>("hello").Argument<StringGraphType>("name").Resolve(context => $"Привет, {context.GetArgument("name", "world")}");
            Field<ConnectionType>("books").Argument<IntGraphType>("first").Argument<IntGraphType>("last").Resolve(context =>
                new Page([.. Enumerable.Range(1, context.GetArgument("first", 20)).Select(i => new Book(i, $"Book {i}", i % 3))]));
            Field<BookType>("book").Argument<IntGraphType>("id").Resolve(context => new Book(context.GetArgument("id", 1), "A book", 1));
            Field<NonNullGraphType<StringGraphType>>("scopeId").Resolve(context => context.RequestServices!.GetRequiredService<Scoped>().Id.ToString());
            Field<IntGraphType>("enter").ResolveAsync(async context => await context.RequestServices!.GetRequiredService<Probe>().EnterAsync());
            Field<StringGraphType>("slow").WithResolverSpan().ResolveAsync(async context =>
            {
                var probe = context.RequestServices!.GetRequiredService<Probe>();
                probe.Started.TrySetResult();
                await using var registration = context.CancellationToken.Register(() => probe.Cancelled.TrySetResult());
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                return null;
            });
            Field<StringGraphType>("io").WithResolverSpan().ResolveAsync(async _ =>
            {
                await Task.Yield();
                return "done";
            });
            Field<StringGraphType>("broken").Resolve(_ => throw new InvalidOperationException("secret connection string"));
            Field<StringGraphType>("badExecutionError").Resolve(_ => throw new ExecutionError("secret of an execution error"));
            Field<NonNullGraphType<StringGraphType>>("nullDespiteNonNull").Resolve(_ => null);
            Field<FloatGraphType>("notANumber").Resolve(_ => double.NaN);
            Field<StringGraphType>("even").Argument<IntGraphType>("number").ValidateArguments(context =>
            {
                if (context.GetArgument<int?>("number") is { } number && number % 2 != 0)
                    throw new ValidationError("number must be even");
                return default;
            }).Resolve(_ => "even");
            Field<StringGraphType>("fail").Argument<StringGraphType>("how").Resolve(context => throw (context.GetArgument<string>("how") switch
            {
                "unauthenticated" => new UnauthenticatedException("Sign in first."),
                "forbidden" => new ForbiddenException("Not yours.", "node:read"),
                "missing" => NotFoundException.For("node", 7),
                "conflict" => new ConflictException("Version 3 is not the current one.", rule: "version"),
                "limited" => new RateLimitedException("Too many.", TimeSpan.FromSeconds(1.5)),
                _ => new InvalidOperationException("secret"),
            }));
        }
    }

    private sealed class MutationType : ObjectGraphType
    {
        public MutationType()
        {
            Name = "Mutation";
            Field<StringGraphType>("createBook").Argument<NonNullGraphType<BookInput>>("input").Argument<StringGraphType>("key")
                .Resolve(_ => throw new InvalidInputException(
                [
                    new FieldError("title", "max-length", "title must have at most 255 characters."),
                    new FieldError("parts[0].slug", "pattern", "slug must be lower case."),
                    new FieldError("key", "required", "key is required."),
                ]));
            Field<IntGraphType>("touch").Resolve(_ => 1);
        }
    }
}
