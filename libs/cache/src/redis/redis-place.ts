/** A Redis, and what the names of all keys and channels in it begin with. */
export interface RedisPlace {
  url: string;
  prefix: string;
}
